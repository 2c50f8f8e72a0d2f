"""Asks the participants of the invented forum three questions, in six languages."""

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.events.models import Event
from eventsite.questions import actions as questions
from eventsite.questions import queries as question_queries
from eventsite.questions.conditions import Condition
from eventsite.questions.kinds import Kind
from eventsite.questions.models import REGISTRATION
from eventsite.questions.options import Option
from eventsite.registration.models import PlaceMode, Registration

MEALS = (
    {
        "en": "I eat everything", "fr": "Je mange de tout", "ar": "آكل كل شيء",
        "es": "Como de todo", "ru": "Ем всё", "zh": "没有饮食限制",
    },
    {
        "en": "Vegetarian", "fr": "Végétarien", "ar": "نباتي",
        "es": "Vegetariano", "ru": "Вегетарианское питание", "zh": "素食",
    },
    {
        "en": "Vegan", "fr": "Végétalien", "ar": "نباتي صرف",
        "es": "Vegano", "ru": "Веганское питание", "zh": "纯素食",
    },
    {
        "en": "Halal", "fr": "Halal", "ar": "حلال",
        "es": "Halal", "ru": "Халяль", "zh": "清真",
    },
    {
        "en": "Kosher", "fr": "Casher", "ar": "كوشر",
        "es": "Kosher", "ru": "Кошерное питание", "zh": "犹太洁食",
    },
)  # fmt: skip

FACTS = (
    questions.Facts(
        kind=Kind.CHOICE,
        label={
            "en": "What do you eat at lunch?", "fr": "Que mangez-vous au déjeuner ?",
            "ar": "ماذا تأكل في وجبة الغداء؟", "es": "¿Qué come usted en el almuerzo?",
            "ru": "Что вы едите на обед?", "zh": "您的午餐有什么要求？",
        },
        help={
            "en": "Lunch is offered on all three days.",
            "fr": "Le déjeuner est offert les trois jours.",
            "ar": "يُقدَّم الغداء في الأيام الثلاثة.",
            "es": "El almuerzo se ofrece los tres días.",
            "ru": "Обед предлагается все три дня.",
            "zh": "三天均提供午餐。",
        },
        options=tuple(Option("", labels) for labels in MEALS),
        condition=Condition("mode", frozenset({"in-person"})),
    ),
    questions.Facts(
        kind=Kind.LONG_TEXT,
        label={
            "en": "What do you hope to learn?", "fr": "Que souhaitez-vous apprendre ?",
            "ar": "ماذا تأمل أن تتعلم؟", "es": "¿Qué espera aprender?",
            "ru": "Что вы хотите узнать?", "zh": "您希望学到什么？",
        },
        longest=500,
    ),
    questions.Facts(
        kind=Kind.CONSENT,
        label={
            "en": "I agree that photographs in which I can be seen are published.",
            "fr": "J’accepte la publication de photographies sur lesquelles je suis visible.",
            "ar": "أوافق على نشر الصور التي أظهر فيها.",
            "es": "Acepto que se publiquen fotografías en las que aparezco.",
            "ru": "Я согласен(на) на публикацию фотографий, на которых я изображён(а).",
            "zh": "我同意公开有我出现的照片。",
        },
    ),
)  # fmt: skip


HOPES = (
    "How small administrations can start with little money.",
    "Which standards exist for avatars that work everywhere.",
    "Comment rendre un monde virtuel accessible à tous.",
    "What others did when a platform closed.",
)


def ask(event: Event, actor: str) -> None:
    """Give the event its questions; lunch is asked only of those who come."""
    for facts in FACTS:
        questions.add_question(actor=actor, event=event, purpose=REGISTRATION, facts=facts)


def answer(event: Event) -> None:
    """Let every third of those who registered answer, each in the same way each time."""
    asked = question_queries.questionnaire_of(event.id, REGISTRATION)
    if asked is None:
        raise LookupError(event.slug)
    lunch, hope, photographs = asked.live
    meals = [one["code"] for one in lunch.options]
    there = sa.select(Registration).where(Registration.event_id == event.id)
    for n, one in enumerate(db.session.scalars(there.order_by(Registration.id)).all()[::3]):
        values: dict[str, str | int | float | bool | list[str]] = {}
        if one.mode == PlaceMode.IN_PERSON:
            values[lunch.code] = meals[n % len(meals)]
        if n % 2 == 0:
            values[hope.code] = HOPES[n // 2 % len(HOPES)]
        if n % 4:
            values[photographs.code] = True
        one.answer_set_id = questions.save_answers(asked, None, values)
