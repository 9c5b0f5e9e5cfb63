// A sample made with the JavaScript library html-docx-js: a page inside a web archive inside a Word package, which
// Word reads as it opens the file. In a folder that has it installed:
//
//     npm install html-docx-js && node .../samples/make/with_html_docx.mjs .../samples/html-docx-js
//
// Its bytes differ from one run to the next (time stamps): the document in git is that of one run.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const need = createRequire(join(process.cwd(), "package.json"));
const { asBlob } = need("html-docx-js");
const target = process.argv[2];

const page = `<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Fiche</title><style>td { border: 1px solid black }</style></head><body>
<h1>Fiche « Bonne pratique » - (Angers)</h1>
<table>
<tr><td>Nom de la collectivité</td><td>Angers Loire Métropole</td><td>Localisation (sur carte) ou CARTE (lien)</td></tr>
<tr><td>Nom de la collectivité</td><td>&nbsp;</td><td rowspan="5">Maine-et-Loire, Pays de la Loire – <a href="https://www.geoportail.gouv.fr/carte?c=-0.5518,47.4739&amp;z=12">carte</a></td></tr>
<tr><td>Domaine(s) concerné(s)</td><td>biodiversité<br>déplacements</td></tr>
<tr><td>Population</td><td>33 communes, 276 000 habitants (2013)</td></tr>
<tr><td>Site Internet (en anglais) :</td><td>http://www.angersloire.example (version anglaise à venir)</td></tr>
<tr><td>Contact :</td><td>Direction de la communication<br>5, rue de l’Exemple – CS 10000 – 49020 ANGERS CEDEX 02<br>Tél : 02 61 91 28 28 / 29<br><a href="mailto:contact@angersloire.example">contact@angersloire.example</a></td></tr>
</table>
<p><b>Points essentiels de la politique novatrice déployée :</b></p>
<p><b>Tramway</b><br>Deux lignes se croisent devant la gare, chacune sous sa couleur.</p>
<p><b>Végétal</b><br>Chaque rue plantée porte le nom de l’élève qui l’a dessinée.</p>
<p>Dernière mise à jour : 1<sup>er</sup> janvier 2013</p>
<p>Communiqué conjoint entre la France et le Japon : ce qu’il faut en retenir</p>
<p>Les deux pays tiennent aux jumelages et à la coopération décentralisée.</p>
</body></html>`;

mkdirSync(target, { recursive: true });
writeFileSync(join(target, "Angers Loire Métropole.docx"), Buffer.from(await asBlob(page).arrayBuffer()));
