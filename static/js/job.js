// Keeps the page of a background job up to date; without script the page loads itself again.
const box = document.querySelector("[data-job]");

async function look() {
  const answer = await fetch(box.dataset.job, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const job = await answer.json();
  if (job.finished) {
    location.reload();
    return;
  }
  const bar = box.querySelector("progress");
  if (job.total) {
    bar.max = job.total;
    bar.value = job.done;
  }
  box.querySelector("[data-job-sentence]").textContent = job.sentence;
  setTimeout(look, 1500);
}

if (box) setTimeout(look, 1000);
