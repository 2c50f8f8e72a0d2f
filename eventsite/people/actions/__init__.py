"""Everything that changes people, their accounts and the directory of organisations.

Other features call, all arguments by keyword:

- `create_person(actor=…, first_name=…, family_name=…, email=…, **more)` → Person
- `update_person(actor=…, person=…, version=…, **fields)` (raises `errors.Stale`)
- `make_user(person, is_staff=False)` → User, the one there is or a new one
- `sign_in_link(email, back="", minutes=30)` → the absolute address of a link that works once

- `create_organisation(actor=…, names=…, kind=…, country="", **more)` → a listed Organisation
- `propose_organisation(actor=…, name=…, kind=…, country="", …)` → a queued one ("not in the list")
- `MOVERS.append(mover_of(MyRow.organisation_id, N_("…")))` names what a merge of two entities
  moves; columns that nobody names move all the same

Reads stand in `people.queries`: `persons_with_email(email)`, `find_organisations(text, limit)`.
"""

from eventsite.people.actions.directory import accept as accept
from eventsite.people.actions.directory import add_focal_point as add_focal_point
from eventsite.people.actions.directory import create_organisation as create_organisation
from eventsite.people.actions.directory import propose_organisation as propose_organisation
from eventsite.people.actions.directory import refuse as refuse
from eventsite.people.actions.directory import remove_focal_point as remove_focal_point
from eventsite.people.actions.directory import retire as retire
from eventsite.people.actions.directory import update_organisation as update_organisation
from eventsite.people.actions.importing import import_directory as import_directory
from eventsite.people.actions.merging import MOVERS as MOVERS
from eventsite.people.actions.merging import Mover as Mover
from eventsite.people.actions.merging import merge as merge
from eventsite.people.actions.merging import mover_of as mover_of
from eventsite.people.actions.merging import movers as movers
from eventsite.people.actions.merging import what_moves as what_moves
from eventsite.people.actions.persons import create_person as create_person
from eventsite.people.actions.persons import update_person as update_person
from eventsite.people.actions.second import reset as reset
from eventsite.people.actions.signing_in import ask_for_link as ask_for_link
from eventsite.people.actions.signing_in import create_account as create_account
from eventsite.people.actions.signing_in import end_sessions as end_sessions
from eventsite.people.actions.signing_in import make_user as make_user
from eventsite.people.actions.signing_in import open_link as open_link
from eventsite.people.actions.signing_in import remove_password as remove_password
from eventsite.people.actions.signing_in import set_password_hash as set_password_hash
from eventsite.people.actions.signing_in import sign_in_as as sign_in_as
from eventsite.people.actions.signing_in import sign_in_link as sign_in_link
from eventsite.people.actions.signing_in import signed_in as signed_in
