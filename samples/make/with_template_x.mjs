// A sample filled into a template by the JavaScript library easy-template-x. In a folder that has it installed:
//
//     npm install easy-template-x && node .../samples/make/with_template_x.mjs .../samples/easy-template-x
//
// Its bytes differ from one run to the next (time stamps): the document in git is that of one run.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const need = createRequire(join(process.cwd(), "package.json"));
const { TemplateHandler } = need("easy-template-x");
const JSZip = need("jszip");
const target = process.argv[2];

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const office = "http://schemas.openxmlformats.org";
const word = `xmlns:w="${office}/wordprocessingml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships"`;
const par = (text) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const row = (...cells) => `<w:tr>${cells.map((text) => `<w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr>${par(text)}</w:tc>`).join("")}</w:tr>`;

const body = [
  par("別紙１　「優良事例」シート（{name}）"),
  "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"4500\"/><w:gridCol w:w=\"4500\"/></w:tblGrid>",
  row("{#rows}{label}", "{value}{/rows}"),
  "</w:tbl>",
  par("【先進的な取組の要点】"),
  par("{#points}"), par("{text}"), par("{/points}"),
  par("（更新日：{updated}）"),
  par("フランスと日本の共同コミュニケ（概要）"),
  par("両国は、東北の復興に携わる自治体への支援を続ける。"),
  '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>',
];
const main = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const relations = (...inside) => `${head}<Relationships xmlns="${office}/package/2006/relationships">${inside.join("")}</Relationships>`;
const template = new JSZip();
template.file("[Content_Types].xml", `${head}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${main}.document.main+xml"/><Override PartName="/word/header1.xml" ContentType="${main}.header+xml"/></Types>`);
template.file("_rels/.rels", relations(`<Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>`));
template.file("word/_rels/document.xml.rels", relations(`<Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/header" Target="header1.xml"/>`));
template.file("word/header1.xml", `${head}<w:hdr ${word}>${par("様式第１号（第３条関係）")}</w:hdr>`);
template.file("word/document.xml", `${head}<w:document ${word}><w:body>${body.join("")}</w:body></w:document>`);

const contact = [
  "担当課：危機管理課", "担当係：企画係", "氏　名：係長　因幡　花子", "電　話：0857-29-0001（直通）",
  "　　　　0857-29-0000（代表）内線1234", "ＦＡＸ：0857-29-0002", "電子メール：kikikanri@pref.tottori.example",
];
const tottori = {
  name: "鳥取県",
  rows: [
    { label: "団体名", value: "鳥取県" },
    { label: "所在地", value: "〒680-0000　鳥取市仮町一丁目２２０番地" },
    { label: "該当分野", value: "☑環境　□観光　■防災　□交通　□その他（　　　　　）" },
    { label: "人口", value: "553,407人（R2.10.1現在）\n219,742世帯" },
    { label: "ホームページ", value: "www.pref.tottori.example/en" },
    { label: "連絡先", value: contact.join("\n") },
  ],
  points: [
    { text: "① 砂丘の砂を土のうに詰める日を決め、観光客も手伝っている。" },
    { text: "② 集落ごとに「支え愛マップ」を作り、助けを待つ人の家を確かめる。" },
    { text: "③ 昭和18年の地震の写真を、同じ場所に立てた板で見せている。" },
  ],
  updated: "令和四年四月一日",
};

mkdirSync(target, { recursive: true });
const filled = await new TemplateHandler().process(await template.generateAsync({ type: "nodebuffer" }), tottori);
writeFileSync(join(target, "別紙１_鳥取県.docx"), filled);
