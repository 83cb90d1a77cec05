// What another person's unsent words left sealed in this browser goes as soon as somebody else is logged in; on a
// computer that others use too, everything does. Nobody but its owner could have opened it; now it is not there either.

const NAME = "kasane-journal"; // also in minutes/editor/src/shelf.ts
const keeper = document.getElementById("staying").dataset.keeper;

function wipe() {
  indexedDB.deleteDatabase(NAME);
}

function look(database) {
  database.onversionchange = () => database.close();
  const asked = database.transaction("journal").objectStore("journal").getAll();
  asked.onsuccess = () => {
    const foreign = asked.result.some((one) => one.owner !== keeper);
    database.close();
    if (foreign) wipe();
  };
}

const known = await indexedDB.databases?.().catch(() => []);
const there = known?.some((one) => one.name === NAME);
if (there && !keeper) wipe();
else if (there) {
  const asked = indexedDB.open(NAME);
  asked.onupgradeneeded = () => asked.transaction.abort(); // gone meanwhile: do not make it
  asked.onsuccess = () => look(asked.result);
}
