"""Everything that changes terms, places, registrations and the statistics about them.

Other features call, all arguments by keyword:

- `register(event_id=…, person=… | guest=Guest(…), answers=Answers(…), actor=…, key="", code="",
  via="", registered_by=None, approved=False) -> Registration`: HELD, PENDING, CONFIRMED or WAITING;
  `code` is an invitation code, `via` a tracked link's code, `registered_by` the Person who filled
  the form, `approved` what a focal point registers: nobody is asked any more; `by_organizers`:
  outside the dates and without an invitation too; `is_told=False`: without a mail
- `confirm(registration=…, actor=…)`: the address is proved; a place offered stays offered
- `accept(registration=…, actor=…)`, `decline(registration=…, actor=…)`: of an OFFERED place
- `approve(registration=…, actor=…)`, `refuse(registration=…, actor=…, note=…)`: of PENDING, and of
  WAITING and OFFERED people before their place comes (HELD: approve only); a REFUSED one can still
  be approved; approving twice changes nothing, refusing what is decided raises Refused
- `transfer(registration=…, actor=…, person=… | guest=Guest(…)) -> Registration`: to a colleague of
  the same entity, who proves the address; the place is kept throughout
- `change(…)`, `change_role(registration=…, role=…, actor=…)`,
  `cancel(registration=…, actor=…, note="")`, `offer(registration=…, actor=…)`: an organizer offers
  a free place out of turn to somebody who waits
- `mail_again(registration=…, actor=…)`: the mail of its state once more
- `note(registration=…, words=…, seen=…, actor=…)`: what organizers write down for themselves
- `set_reserve(…)`, `drop_reserve(…)`, `set_window(…)`, `drop_window(…)`
- `make_codes(event=…, codes=NewCodes(…), actor=…)`, `revoke_code(event=…, key=…, actor=…)`
- `make_link(event=…, label=…, actor=…)`, `retire_link(event=…, key=…, actor=…)`,
  `count_visit(event_id, code)` after the answer
- `give_consents(registration=…, kinds=…, lang=…)`,
  `withdraw(registration=…, kind=…, actor=…)`: what was agreed to; without data or conduct the
  registration is cancelled
- `called_off(registration)`: calendar part for the mail that tells of a cancelled event
- `catch_up(event_id, ids)`: mails each day that is not as these people were told
- `count_as_told(event)`: takes everybody as told of the days as they are now
- `choose_mails(registration=…, wanted=…, actor=…)`: whether calendar entries come with mails
- `keep_view(event=…, user=…, name=…, query=…, is_shared=…)`, `drop_view(view=…, actor=…)`: of the
  organizers' list
- `set_terms(event=…, actor=…, terms=Terms(…), version=None)`
"""

from eventsite.core.i18n import N_
from eventsite.people import actions as people_actions
from eventsite.registration.actions.changing import Statistics as Statistics
from eventsite.registration.actions.changing import cancel as cancel
from eventsite.registration.actions.changing import change as change
from eventsite.registration.actions.changing import change_role as change_role
from eventsite.registration.actions.changing import declare as declare
from eventsite.registration.actions.codes import MOST_CODES as MOST_CODES
from eventsite.registration.actions.codes import NewCodes as NewCodes
from eventsite.registration.actions.codes import count_visit as count_visit
from eventsite.registration.actions.codes import make_codes as make_codes
from eventsite.registration.actions.codes import make_link as make_link
from eventsite.registration.actions.codes import retire_link as retire_link
from eventsite.registration.actions.codes import revoke_code as revoke_code
from eventsite.registration.actions.consenting import agree as agree
from eventsite.registration.actions.consenting import follow_list as follow_list
from eventsite.registration.actions.consenting import give_consents as give_consents
from eventsite.registration.actions.consenting import withdraw as withdraw
from eventsite.registration.actions.counting import recount as recount
from eventsite.registration.actions.deciding import approve as approve
from eventsite.registration.actions.deciding import refuse as refuse
from eventsite.registration.actions.inviting import catch_up as catch_up
from eventsite.registration.actions.inviting import choose_mails as choose_mails
from eventsite.registration.actions.inviting import count_as_told as count_as_told
from eventsite.registration.actions.mailing import mail_again as mail_again
from eventsite.registration.actions.noting import note as note
from eventsite.registration.actions.offering import accept as accept
from eventsite.registration.actions.offering import decline as decline
from eventsite.registration.actions.offering import expire_held as expire_held
from eventsite.registration.actions.offering import offer as offer
from eventsite.registration.actions.offering import pass_on as pass_on
from eventsite.registration.actions.registering import Answers as Answers
from eventsite.registration.actions.registering import Guest as Guest
from eventsite.registration.actions.registering import confirm as confirm
from eventsite.registration.actions.registering import register as register
from eventsite.registration.actions.reserves import drop_reserve as drop_reserve
from eventsite.registration.actions.reserves import drop_window as drop_window
from eventsite.registration.actions.reserves import set_reserve as set_reserve
from eventsite.registration.actions.reserves import set_window as set_window
from eventsite.registration.actions.terms import Terms as Terms
from eventsite.registration.actions.terms import set_terms as set_terms
from eventsite.registration.actions.transferring import transfer as transfer
from eventsite.registration.actions.viewing import drop_view as drop_view
from eventsite.registration.actions.viewing import keep_view as keep_view
from eventsite.registration.emails import called_off as called_off
from eventsite.registration.models import Registration

# What a merge of two entities moves from one to the other.
people_actions.MOVERS.append(
    people_actions.mover_of(Registration.organisation_id, N_("Registrations of its people"))
)
