// Samples made with two JavaScript libraries, docx and html-to-docx. In a folder that has both installed:
//
//     npm install docx html-to-docx && node .../samples/make/with_docx.mjs .../samples/javascript
//
// Their bytes differ from one run to the next (dates, identifiers): the documents in git are those of one run.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const need = createRequire(join(process.cwd(), "package.json"));
const {
  CheckBox, Document, ExternalHyperlink, FootnoteReferenceRun, Header, HeadingLevel, LevelFormat, Packer, Paragraph,
  Table, TableCell, TableRow, TextRun, VerticalMergeType,
} = need("docx");
const toDocx = need("html-to-docx");
const target = process.argv[2];

const runs = (content) => (Array.isArray(content) ? content : [content]).map((part) => (typeof part === "string" ? new TextRun(part) : part));
const par = (content, options = {}) => new Paragraph({ children: runs(content), ...options });
const link = (address, text) => new ExternalHyperlink({ link: address, children: [new TextRun({ text, style: "Hyperlink" })] });
const cell = (paragraphs, options = {}) => new TableCell({ children: paragraphs.map((content) => par(content)), ...options });

// The form's own table: `place` hangs in the third column, merged downwards.
function form(labels, names, place, values) {
  const under = { verticalMerge: VerticalMergeType.CONTINUE };
  const rows = [
    [cell([labels[0]]), cell([names[0]]), cell([labels[1]])],
    [cell([labels[0]]), cell([names[1]]), cell(place, { verticalMerge: VerticalMergeType.RESTART })],
    ...values.map((value, n) => [cell([labels[n + 2]]), cell(value), cell([""], under)]),
  ];
  return new Table({ rows: rows.map((children) => new TableRow({ children })) });
}

const lists = {
  config: [{
    reference: "points",
    levels: [
      { level: 0, format: LevelFormat.DECIMAL, text: "%1.", style: { paragraph: { indent: { left: 720, hanging: 360 } } } },
      { level: 1, format: LevelFormat.LOWER_LETTER, text: "%2)", style: { paragraph: { indent: { left: 1440, hanging: 360 } } } },
    ],
  }],
};
const item = (content, level = 0) => par(content, { numbering: { reference: "points", level } });

const french = ["Nom de la collectivité", "Localisation (sur carte) ou CARTE (lien)", "Domaine(s) concerné(s)", "Population", "Site Internet (en anglais) :", "Contact :"];
const english = ["Name of the local authority", "Location (on map) or MAP (link)", "Field(s) concerned", "Population", "Website (in English):", "Contact:"];

const kumamoto = new Document({
  numbering: lists,
  sections: [{
    children: [
      par("“Good practice” sheet – Kumamoto City", { heading: HeadingLevel.TITLE }),
      form(english, ["Kumamoto City", ""], [[link("https://www.google.com/maps/place/Kumamoto/@32.80,130.70,12z/data=!3d32.8032!4d130.7079", "See the map")], "Kyushu, Japan"], [
        ["Water, mobility"],
        ["About 740,000 inhabitants"],
        [["Japanese: ", link("https://www.city.kumamoto.example/", "https://www.city.kumamoto.example/")], ["English: ", link("https://www.city.kumamoto.example/english/", "https://www.city.kumamoto.example/english/")]],
        ["Waterworks Bureau", "Dr. Suizen EZU, head of division", "+81 96 299 0000 (ext. 12)", [link("mailto:ezu@city.kumamoto.example", "ezu@city.kumamoto.example")]],
      ]),
      par("Key points of the innovative policy:"),
      item("All tap water comes from the ground; what is drawn is poured back through rice fields:"),
      item("farmers are paid by the month and the hectare;", 1),
      item("companies share the cost.", 1),
      item(["The tram shows on ", new TextRun({ text: "every", italics: true }), " stop how full the next one is."]),
      par("(Updated on April 1st, 2016)"),
      par("Joint Communiqué between France and Japan: what it says in short"),
      par("France and Japan will keep helping local authorities in the reconstruction of the Tohoku region."),
    ],
  }],
});

const choice = (checked, text) => [new CheckBox({ checked, checkedState: { value: "2612", font: "MS Gothic" }, uncheckedState: { value: "2610", font: "MS Gothic" } }), new TextRun(` ${text}`)];

const avignon = new Document({
  footnotes: { 1: { children: [par("Mesuré sur l’île de la Barthelasse.")] } },
  numbering: lists,
  sections: [{
    headers: { default: new Header({ children: [par("Grand Avignon – mis à jour le 17 mai 2016")] }) },
    children: [
      par("Fiche « Bonne pratique » - (Grand Avignon)", { heading: HeadingLevel.HEADING_1 }),
      form(french, ["Communauté d’agglomération du Grand Avignon", "Grand Avignon"], ["43,9493 N ; 4,8055 E"], [
        [choice(false, "tourisme"), choice(true, "culture"), choice(true, "déplacements"), choice(false, "urbanisme")],
        ["190.600 hab. au 1er janvier 2014"],
        ["http//www.grandavignon.example"],
        ["M. Hervé Pertuis, Mme Lucie Cavalier", "Tél. 04 65 71 84 84", "festivals@grandavignon.example"],
      ]),
      par("Points essentiels de la politique novatrice déployée :"),
      item(["Une navette fluviale relie l’île au centre en quatre minutes", new FootnoteReferenceRun(1), "."]),
      item("Les décors du festival sont démontés, pesés et vendus aux troupes d’amateurs."),
      par("Communiqué conjoint entre la France et le Japon : ce qu’il faut en retenir"),
      par("Les deux pays tiennent aux jumelages et à la coopération décentralisée."),
    ],
  }],
});

const page = `
<h1>Fiche « Bonne pratique » - Lorient</h1>
<table>
<tr><td><p>Nom de la collectivité</p></td><td><p>Lorient Agglomération</p></td></tr>
<tr><td><p>Localisation</p></td><td><p>Situation : Morbihan, Bretagne Sud</p></td></tr>
<tr><td><p>Domaine(s) concerné(s)</p></td><td><p>ÉNERGIES RENOUVELABLES / PÊCHE / DÉCHETS</p></td></tr>
<tr><td><p>Population</p></td><td><p>205 765 habitants (2014)</p></td></tr>
<tr><td><p>Site Internet (en anglais) :</p></td><td><p><a href="https://www.lorient-agglo.example">https://www.lorient-agglo.example</a></p></td></tr>
<tr><td><p>Contact :</p></td><td><p>Soizic Kerlann, 02 61 91 56, soizic.kerlann@lorient-agglo.example</p></td></tr>
</table>
<p>Points essentiels de la politique novatrice déployée :</p>
<p>La criée vend à distance, et les caissettes reviennent lavées au bateau.</p>
<p>Une école de la voile au large forme les jeunes en insertion.</p>
<p>(Mis à jour le 8 janvier 2017)</p>`;

mkdirSync(target, { recursive: true });
writeFileSync(join(target, "Kumamoto City sheet.docx"), await Packer.toBuffer(kumamoto));
writeFileSync(join(target, "Grand Avignon (cases).docx"), await Packer.toBuffer(avignon));
writeFileSync(join(target, "Lorient.docx"), await toDocx(page));
