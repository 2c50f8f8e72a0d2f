"""Papers for tests, without a database."""

from typing import Any

from eventsite.letters.papers import Paper, paper

#: Per language: a subject, a body with a name in it, the row of a table.
SAID: dict[str, tuple[str, str, str]] = {
    "en": ("Invitation to the forum", "Dear {name},\n\nWe invite you.\nYours.", "Registration"),
    "fr": ("Invitation à l’événement", "Chère {name},\n\nNous vous invitons.", "Dernier délai"),
    "es": ("Invitación al foro", "Estimada {name}:\n\nLe invitamos. ¿Vendrá?", "Inscripción"),
    "ru": ("Приглашение на форум", "Уважаемая {name}!\n\nМы приглашаем вас.", "Регистрация"),
    "zh": ("论坛邀请函", "尊敬的{name}：\n\n我们诚挚邀请您参加。", "注册截止"),
    "ar": ("دعوة إلى المنتدى", "السيدة {name}،\n\nندعوكم للحضور.", "التسجيل"),
    "el": ("Πρόσκληση", "Αγαπητή {name},\n\nΣας προσκαλούμε.", "Εγγραφή"),
}


def make_paper(lang: str = "en", **changes: Any) -> Paper:
    """A circular's paper with one deadline, without check page unless named."""
    subject, body, row = SAID[lang]
    facts = {
        "sender": "ITU",
        "references": ["VWD26/CIR/0001", "2027-03-16"],
        "subject": subject,
        "body": body,
        "draft": "",
        "rows_title": row,
        "head": [row, "T"],
        "rows": [[row, "2027-05-08"]],
        "closing": row,
        "signatory": ["Grace Hopper"],
        "signature_alt": "Signature of Grace Hopper",
        "check_words": "",
        "qr_alt": "QR",
        "footer": "VWD26/CIR/0001",
        "values": {"name": "Ada Lovelace"},
    }
    options: dict[str, Any] = {"addressee": ["Ada Lovelace"], "values": {}}
    return paper(facts, lang=lang, **{**options, **changes})
