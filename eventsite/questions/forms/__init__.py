"""The forms of questions: what participants answer, and what organizers write."""

from eventsite.questions.forms.asking import QuestionsForm as QuestionsForm
from eventsite.questions.forms.asking import answers as answers
from eventsite.questions.forms.asking import fields_of as fields_of
from eventsite.questions.forms.asking import preview_of as preview_of
from eventsite.questions.forms.asking import show as show
from eventsite.questions.forms.writing import CopyForm as CopyForm
from eventsite.questions.forms.writing import QuestionForm as QuestionForm
from eventsite.questions.forms.writing import shown as shown
