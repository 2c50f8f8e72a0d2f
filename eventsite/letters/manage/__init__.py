"""The organizers' pages: letters, their texts and settings, and requests for visa support."""

# Registers the jobs where the application is put together.
from eventsite.letters import jobs as jobs
from eventsite.letters.manage import issuing as issuing
from eventsite.letters.manage import letters as letters
from eventsite.letters.manage import texts as texts
from eventsite.letters.manage import visas as visas
from eventsite.letters.views import blueprint as blueprint
