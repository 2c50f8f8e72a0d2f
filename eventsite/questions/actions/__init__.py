"""What changes questionnaires and answers; each function is a room's of the same subject."""

from eventsite.questions.actions.answering import erase_answers as erase_answers
from eventsite.questions.actions.answering import save_answers as save_answers
from eventsite.questions.actions.copying import copy_questionnaires as copy_questionnaires
from eventsite.questions.actions.copying import copy_questions as copy_questions
from eventsite.questions.actions.editing import Facts as Facts
from eventsite.questions.actions.editing import add_question as add_question
from eventsite.questions.actions.editing import change_question as change_question
from eventsite.questions.actions.editing import move_question as move_question
from eventsite.questions.actions.editing import remove_question as remove_question
from eventsite.questions.actions.editing import retire_question as retire_question
from eventsite.questions.actions.editing import revive_question as revive_question
