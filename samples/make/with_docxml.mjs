// A sample made with the JavaScript library docxml. In a folder that has it installed:
//
//     npm install docxml && node .../samples/make/with_docxml.mjs .../samples/docxml
//
// Its bytes differ from one run to the next (time stamps): the document in git is that of one run.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const need = createRequire(join(process.cwd(), "package.json"));
const { default: Docx, Break, Cell, Image, Paragraph, Row, Section, Table, Text, cm } = need("docxml");
const target = process.argv[2];

// Two stripes that stand for the town's arms.
const arms = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAgAAAAKCAIAAAAGpYjXAAAAFUlEQVR4nGM4oaEBR1E9UXDEMNwlAL3dXcFk3fjDAAAAAElFTkSuQmCC", "base64");
const annex = [
  "Communiqué conjoint entre la France et le Japon : ce qu’il faut en retenir",
  "En juin 2013, pendant la visite d’État du Président François Hollande chez le Premier ministre Shinzo Abe, les deux pays ont adopté un communiqué conjoint et une feuille de route de cinq ans.",
  "L’objectif n° 17 de la feuille de route demande aux deux pays :",
  "- de relier davantage leurs autorités locales, pour le développement durable comme pour l’économie ;",
  "- de rester aux côtés des collectivités qui prennent part à la reconstruction de la région du Tohoku.",
];

const par = (text, look = {}) => new Paragraph({}, new Text(look, text));
const row = (...cells) => new Row({}, ...cells.map((text) => new Cell({}, ...text.split("\n").map((line) => par(line)))));
const table = (...rows) => new Table({ columnWidths: [cm(5), cm(7), cm(5)] }, ...rows);

// The town's arms and address on every page, the table cut in two by a page break, points under bold headings.
const docx = Docx.fromNothing();
const image = new Image({ data: Promise.resolve(new Uint8Array(arms)), mime: "image/png", width: cm(1), height: cm(1.2), alt: "Blason" });
docx.document.headers.add("word/header1.xml", [new Paragraph({}, new Text({}, image), new Text({}, "Mairie de Tours – 12, rue de l’Essai – 37000 TOURS"))]);
docx.document.set([
  new Section(
    { headers: "word/header1.xml" },
    par("Fiche « Bonne pratique » - Tours"),
    table(
      row("Nom de la collectivité", "Ville de Tours", "Localisation (sur carte) ou CARTE (lien)"),
      row("Nom de la collectivité", "Tours Métropole Val de Loire", "https://www.openstreetmap.org/?mlat=47.3941&mlon=0.6848#map=13/47.3941/0.6848"),
      row("Domaine(s) concerné(s)", "Aménagement urbain ; mobilité ; transition énergétique", ""),
      row("Population", "136 565 habitants intra-muros (agglomération : 291 974)", ""),
    ),
    new Paragraph({}, new Text({}, new Break({ type: "page" }))),
    table(
      row("Site Internet (en anglais) :", "http://www.tours.example/en", ""),
      row("Contact :", "Mme Solène Ardoise, chargée de mission\n02 61 91 40 40 (poste 1234)\nsolene.ardoise@tours.example", ""),
    ),
    par("Points essentiels de la politique novatrice déployée :"),
    par("Le fleuve à vélo", { isBold: true }),
    par("Quarante kilomètres de rives sont rendus aux promeneurs le dimanche."),
    par("La gare sans voiture", { isBold: true }),
    par("Un parvis de tilleuls remplace le parc de stationnement."),
    par("(Mise à jour : septembre 2013)"),
    ...annex.map((text) => par(text)),
  ),
]);
mkdirSync(target, { recursive: true });
const archive = await docx.toArchive();
writeFileSync(join(target, "Fiche Tours (deux pages).docx"), await archive.asUint8Array());
