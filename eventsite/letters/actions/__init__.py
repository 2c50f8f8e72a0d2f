"""What is done with letters and visa requests; each flushes, records and never commits."""

from eventsite.letters.actions.issuing import blank as blank
from eventsite.letters.actions.issuing import drop_batches as drop_batches
from eventsite.letters.actions.issuing import issue as issue
from eventsite.letters.actions.issuing import keep_batch as keep_batch
from eventsite.letters.actions.issuing import ordered as ordered
from eventsite.letters.actions.issuing import reissue as reissue
from eventsite.letters.actions.issuing import withdraw as withdraw
from eventsite.letters.actions.settings import save_settings as save_settings
from eventsite.letters.actions.settings import save_text as save_text
from eventsite.letters.actions.visas import ask as ask
from eventsite.letters.actions.visas import erase_visa as erase_visa
from eventsite.letters.actions.visas import follow_merge as follow_merge
from eventsite.letters.actions.visas import issue_visa as issue_visa
from eventsite.letters.actions.visas import move as move
from eventsite.letters.actions.visas import seal_anew as seal_anew
from eventsite.registration.actions import merging

merging.MOVERS["visa_requests.registration_id"] = follow_merge
