// Proposes this device's time zone in <select data-own-zone> while nothing else was chosen.
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const select of document.querySelectorAll("select[data-own-zone]")) {
    const known = [...select.options].some((option) => option.value === own);
    if (known && !select.closest("form").querySelector("[aria-invalid]")) select.value = own;
}
