// Names of nobody: given and family names that are put together by chance.

export const GIVEN = [
  "Ada", "Ben", "Cleo", "Dov", "Eve", "Fay", "Gil", "Hal", "Ina", "Jan", "Kai", "Lea", "Mio", "Nia", "Ora", "Pia", "Quin", "Rae",
  "Sol", "Tam", "Uma", "Val", "Wim", "Xena", "Yara", "Zoë", "Åsa", "Bjørn", "Chloé", "Dušan", "Emre", "Fatma", "Gül", "Hana", "Iñigo",
  "Joël", "Kübra", "Łucja", "Mátyás", "Noor",
];

export const FAMILY = [
  "Abbot", "Berg", "Cole", "Dunn", "Eaton", "Frost", "Grant", "Hale", "Irwin", "Jung", "Kemp", "Lamb", "Marsh", "Nash", "Oakes", "Pratt",
  "Quill", "Rowe", "Stone", "Tate", "Usher", "Vance", "Webb", "Yates", "Zorn", "Ångström", "Çelik", "D'Arcy", "Müller", "Nuñez",
  "O'Neil", "Šimek", "van Dyk", "Weiß", "Yıldız",
];

export const DEPARTMENTS = [
  "Philosophy", "Radiology", "Finance", "Arts & Sciences, Dean's Office", "Library", "Athletics", "Facilities", "Student Health", "Law",
];

export const TITLES = ["Professor", "Analyst", "Coordinator", "Postdoctoral Researcher", "Director", "Technician", null];

/** Letters of a name as a logon name has them: plain, lower case. */
export function plain(name) {
  const special = { ø: "o", ł: "l", ı: "i", ß: "ss" };
  const letters = name.normalize("NFD").toLowerCase().replace(/[øłıß]/g, (letter) => special[letter]);
  return letters.replace(/[^a-z]/g, "");
}
