// A sample made with the JavaScript library officegen. In a folder that has it installed:
//
//     npm install officegen && node .../samples/make/with_officegen.mjs .../samples/officegen
//
// Its bytes differ from one run to the next (time stamps): the document in git is that of one run.
import { createWriteStream, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";

const need = createRequire(join(process.cwd(), "package.json"));
const docx = need("officegen")("docx");
const target = process.argv[2];

const crc = (data) => {
  let sum = ~0;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
};
const chunk = (kind, data) => {
  const made = Buffer.alloc(12 + data.length);
  made.writeUInt32BE(data.length, 0);
  made.write(kind, 4, "latin1");
  data.copy(made, 8);
  made.writeUInt32BE(crc(made.subarray(4, 8 + data.length)), 8 + data.length);
  return made;
};
// A plain PNG that stands for a plan of the town.
const plan = () => {
  const head = Buffer.from([0, 0, 0, 24, 0, 0, 0, 16, 8, 2, 0, 0, 0]);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(24 * 3, 150)]);
  const rows = deflateSync(Buffer.concat(Array.from({ length: 16 }, () => row)));
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([mark, chunk("IHDR", head), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
};
const par = (text) => docx.createP().addText(text);
const item = (text, level) => docx.createNestedUnOrderedList({ level }).addText(text);

// The town's address on every page, words for a figure, the plan below the table, two people, lists of two levels.
docx.getHeader().createP().addText("Hôtel de Ville – 1, place de l’Essai – 64000 PAU");
par("Fiche « Bonne pratique » - Pau");
docx.createTable(
  [
    ["Nom de la collectivité", "Ville de Pau"],
    ["Localisation (sur carte) ou CARTE (lien)", "cf. plan ci-dessous"],
    ["Domaine(s) concerné(s)", "ÉNERGIE ; MOBILITÉ"],
    ["Population", "cf. site de l’Insee"],
    ["Contact :", ["- M. Gaston Ossau (élu) : gaston.ossau@pau.example", "- Mme Maylis Gave (technicienne) : 05 36 49 10 12"]],
  ],
  { borders: true, tableColWidth: 4500, columns: [{ width: 4500 }, { width: 4500 }] },
);
const picture = join(mkdtempSync(join(tmpdir(), "plan-")), "plan.png");
writeFileSync(picture, plan());
docx.createP().addImage(picture, { cx: 96, cy: 64 });
const site = docx.createP();
site.addText("Site Internet (en anglais) : ");
site.addText("notre site", { link: "http://www.pau.example/en" });
par("Points essentiels de la politique novatrice déployée :");
item("Le bus à hydrogène se recharge au pied du château :", 1);
item("une nuit pour trois cents kilomètres ;", 2);
item("de l’eau pour seul rejet.", 2);
item("Le funiculaire reste gratuit.", 1);
par("(Mis à jour le 12/05/14)");

mkdirSync(target, { recursive: true });
docx.generate(createWriteStream(join(target, "Pau.docx")));
