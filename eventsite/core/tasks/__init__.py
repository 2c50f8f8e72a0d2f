"""Background jobs: ordered in a transaction, run in a child process of a worker, once."""

from eventsite.core.tasks.actions import cancel as cancel
from eventsite.core.tasks.actions import enqueue as enqueue
from eventsite.core.tasks.models import FINISHED as FINISHED
from eventsite.core.tasks.models import PeriodicRun as PeriodicRun
from eventsite.core.tasks.models import TaskRow as TaskRow
from eventsite.core.tasks.models import TaskState as TaskState
from eventsite.core.tasks.registry import Cancelled as Cancelled
from eventsite.core.tasks.registry import Job as Job
from eventsite.core.tasks.registry import NotRun as NotRun
from eventsite.core.tasks.registry import periodic as periodic
from eventsite.core.tasks.registry import task as task
