"""Questions: what an event asks beyond the fixed parts of a form, and what was answered.

What other features call, all by module:

`queries.questionnaire_of(event_id, purpose) -> Asked | None`
    The questionnaire with its questions in order (retired ones too), as plain values.
`forms.fields_of(asked, lang) -> type[Form]`
    A form class to inherit from, with one field `q_<code>` for each question that is asked:
    `class F(RegistrationForm, forms.fields_of(asked, lang)): ...`. Its instances have
    `question_fields` (the fields as `templates/questions/fields.html` shows them), check hidden,
    required and limits within `validate()`, and are filled by `forms.show(stored, asked)`.
`forms.answers(form) -> dict[str, Value]`
    What was answered, by the question's code, after `validate()`; only shown questions.
`actions.save_answers(asked, answer_set_id | None, values, lang) -> int`
    Keeps answers of retired questions; removes the old answer of a hidden one. The id of the set.
`actions.erase_answers(answer_set_ids)`
    Deletes the sets with their answers and files. Take the id out of your row first.
`queries.answers_of(answer_set_ids) -> {set_id: {code: Answered}}`
    At most two statements, however many sets.
`queries.columns(asked) -> list[Column]`
    The questions for a table or an export, retired ones with answers too, marked.
`queries.matching(asked, code, value) -> condition`
    A condition on an answer set's id: `.where(queries.matching(...)(Registration.answer_set_id))`.
`wording.worded(question, value, lang) -> str`
    An answer in words, for tables, mails and exports.

The purpose of registration's questions is `models.REGISTRATION`.
"""
