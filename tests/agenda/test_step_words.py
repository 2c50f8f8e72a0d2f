"""The words of steps: buttons for undo and redo, and what others did."""

import pytest

from eventsite.agenda import step_words
from eventsite.agenda.history import Kind
from eventsite.agenda.step_words import StepSaid
from eventsite.agenda.verbs import Verb


@pytest.mark.parametrize(
    ("verb", "titles", "words"),
    [
        (Verb.SESSION_PLACED, ["X"], "Undo: move of “X”"),
        (Verb.SESSIONS_MOVED, ["X"], "Undo: move of “X”"),
        (Verb.SESSIONS_MOVED, ["X", "Y"], "Undo: move of 2 sessions"),
        (Verb.SESSIONS_SWAPPED, ["X", "Y"], "Undo: “X” and “Y” swapped"),
        (Verb.SESSIONS_LOCKED, ["X", "Y", "Z"], "Undo: 3 sessions locked"),
        (Verb.SESSIONS_UNLOCKED, ["X", "Y"], "Undo: 2 sessions unlocked"),
        (Verb.ROOM_DELETED, ["Hall"], "Undo: room “Hall” deleted"),
        (Verb.SPEAKER_CREATED, ["X"], "Undo: change of “X”"),
        ("of.tomorrow", ["X"], "Undo: change of “X”"),
        ("of.tomorrow", ["X", "Y"], "Undo: change of 2 sessions"),
    ],
)
def test_what_the_button_says(session, verb, titles, words):
    step = StepSaid("Amina Diallo", verb, Kind.SESSION, titles)
    assert step_words.undo(step) == words
    assert step_words.redo(step) == words.replace("Undo", "Redo")


@pytest.mark.parametrize(
    ("name", "undone", "words"),
    [
        ("Amina Diallo", False, "Amina Diallo: move of “X”"),
        ("Amina Diallo", True, "Amina Diallo took back: move of “X”"),
        ("", False, "Somebody changed the programme: move of “X”"),
        ("", True, "Somebody took back: move of “X”"),
    ],
)
def test_what_others_are_told(session, name, undone, words):
    step = StepSaid(name, Verb.SESSION_PLACED, Kind.SESSION, ["X"], undone)
    assert step_words.news(step) == words
