"""Questions: what an event asks beyond the fixed parts of a form, and what was answered.

What other features call, all by module:

`queries.questionnaire_of(event_id, purpose) -> Asked | None`
    The questionnaire with its questions in order (retired ones too), as plain values.
`forms.fields_of(asked, lang) -> type[QuestionsForm]`
    A form class to inherit from, with one field `q_<code>` for each question that is asked:
    `class F(RegistrationForm, forms.fields_of(asked, lang)): ...` (its `validate` must call
    `super().validate()`). Hidden, required and limits are checked there. Conditions on a fixed
    field, such as how somebody takes part, read the form's own field of that name (`mode`), else
    `form.fixed["mode"]`. Show the fields by `{% import "questions/fields.html" as questions with
    context %}{{ questions.fields(form) }}` inside a form with `enctype="multipart/form-data"`, and
    load `js/questions.js` in the block `scripts`.
`forms.show(asked, stored) -> dict`
    Values that fill the fields: `F.of_request(registration, **forms.show(asked, stored))`, with
    `stored` one entry of `queries.answers_of`.
`conditions.needed(asked, fixed) -> Asked`
    Only the required questions and what decides about them, for a short form.
`forms.answers(form) -> dict`
    What was answered, by the question's code, after `validate()`; only shown questions.
`actions.save_answers(asked, answer_set_id | None, values) -> int`
    Keeps answers of retired questions; removes the old answer of a hidden one. The id of the set.
`actions.erase_answers(answer_set_ids)`
    Deletes the sets with their answers and files. Take the id out of your row first.
`queries.answers_of(answer_set_ids) -> {set_id: {code: Answered}}`
    At most two statements, however many sets.
`queries.columns(asked) -> list[Column]`
    The questions for a table or an export, retired ones with answers too, marked.
`queries.matching(column, asked, code, sought) -> condition`
    For a filter; `sought` is a `finding.Sought`: what is said, bounds, whether there is an answer.
`queries.ordering(column, question) -> expression`
    For an order by the answers to one question.
`queries.saying(column, asked, text, sensitive=False) -> condition`
    For a search over any answer; sensitive answers only where the reader may see them.
`queries.worded_answers(answer_set_ids, lang) -> {set_id: [(question, answer)]}`
    For the person's own data.
`wording.worded(question, value, lang) -> str`
    An answer in words, for tables, mails and exports.

The purpose of registration's questions is `models.REGISTRATION`.
"""
