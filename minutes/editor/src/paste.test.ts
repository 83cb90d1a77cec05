// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { cleaned, fromOffice } from "./paste";

const word = (body: string) => `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:""; font-family:"游明朝";} @list l0:level1 {mso-level-text:・;} --></style></head>
<body lang=JA style='tab-interval:42.0pt'><!--StartFragment-->${body}<!--EndFragment--></body></html>`;

const point = (mark: string, text: string, place: string) =>
  `<p class=MsoListParagraph${place} style='margin-left:22.0pt;mso-para-margin-left:0gd;text-indent:-22.0pt;mso-list:l0 level1 lfo1'>` +
  `<![if !supportLists]><span lang=EN-US style='font-family:Wingdings;mso-list:Ignore'><span style='mso-list:Ignore'>${mark}` +
  `<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>${text}<span lang=EN-US><o:p></o:p></span></p>`;

test("a paragraph from Word keeps its words and its bold, and nothing else", () => {
  const html = word("<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>母</b>の<span style='font-weight:bold'>受診</span><span lang=EN-US style='color:red'>R8<o:p></o:p></span></p>");
  expect(fromOffice(html)).toBe(true);
  expect(cleaned(html)).toBe("<p><b>母</b>の<span><strong>受診</strong></span><span>R8</span></p>");
});

test("drawn points become lists, and a paragraph between them parts two", () => {
  const html = word(
    point("l", "訪問する", "CxSpFirst") + point("l", "電話する", "CxSpLast") + "<p class=MsoNormal>次に</p>" + point("1.", "記録する", ""),
  );
  expect(cleaned(html)).toBe(
    "<ul><li><p>訪問する<span></span></p></li><li><p>電話する<span></span></p></li></ul><p>次に</p>" +
      "<ol><li><p>記録する<span></span></p></li></ol>",
  );
});

test.each(["1.", "１．", "(2)", "（３）", "①", "a)", "ア."])("%s is a number", (mark) => {
  expect(cleaned(word(point(mark, "一", "")))).toContain("<ol>");
});

test("a range of Excel becomes a table", () => {
  const html = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {mso-number-format:General;} .xl65 {border:.5pt solid windowtext;}</style></head>
<body link="#0563C1"><table border=0 cellpadding=0 width=192 style='border-collapse:collapse'><!--StartFragment-->
 <col width=64 span=3 style='width:48pt'>
 <tr height=24 style='height:18.0pt'><td height=24 class=xl65 width=64>だれが</td><td class=xl65>なにを</td><td class=xl65>いつまで</td></tr>
 <tr height=24><td class=xl65>大西</td><td></td><td class=xl65 align=right>12月3日</td></tr>
 <tr height=24><td></td><td></td><td></td></tr>
<!--EndFragment--></table></body></html>`;
  expect(fromOffice(html)).toBe(true);
  expect(cleaned(html).trim()).toBe(
    '<table data-header="yes"><tr><td>だれが</td><td>なにを</td><td>いつまで</td></tr>' +
      "<tr><td>大西</td><td></td><td>12月3日</td></tr></table>",
  );
});

const sheet = (rows: string) => cleaned(`<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table>${rows}</table></body></html>`);

test("merged cells are split: the words stand in the first, the others are empty", () => {
  expect(
    sheet("<tr><td colspan=2>合わせた</td><td>三</td></tr><tr><td rowspan=2>縦</td><td>イ</td><td>ロ</td></tr><tr><td>ハ</td><td>ニ</td></tr>"),
  ).toBe(
    "<table><tr><td>合わせた</td><td></td><td>三</td></tr><tr><td>縦</td><td>イ</td><td>ロ</td></tr><tr><td></td><td>ハ</td><td>ニ</td></tr></table>",
  );
});

test("a merged cell that claims to be endless is none", () => {
  expect(sheet("<tr><td colspan=99999999 rowspan=99999999>一</td></tr><tr><td>二</td></tr>").length).toBeLessThan(4000);
});

test("in a cell of Word paragraphs are lines, points keep their mark, and bold and links stay", () => {
  const cell = `<td><p class=MsoNormal>一行目<o:p></o:p></p>${point("l", "点", "")}<p class=MsoNormal><b>太字</b>と<a href="https://kasane.example/" style="color:blue">窓口</a></p></td>`;
  const html = word(`<table class=MsoTableGrid><tr>${cell}<td><p class=MsoNormal>右</p></td></tr></table>`);
  expect(cleaned(html)).toBe(
    '<table><tr><td>一行目<br>・点<span></span><br><b>太字</b>と<a href="https://kasane.example/">窓口</a></td><td>右</td></tr></table>',
  );
});

test("one cell alone is its words, and a table too large is lines, whole", () => {
  expect(sheet("<tr><td>だけ</td></tr>")).toBe("<p>だけ</p>");
  const long = sheet(Array.from({ length: 101 }, (_, at) => `<tr><td>${at}</td><td>語</td></tr>`).join(""));
  expect(long.startsWith("<p>0｜語</p><p>1｜語</p>")).toBe(true);
  expect(long.match(/<p>/g)).toHaveLength(101);
});

test("figures alone name no columns", () => {
  expect(sheet("<tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>")).not.toContain("data-header");
});

test("a reading from Word stays one", () => {
  const html = word("<p class=MsoNormal><ruby><rb><span lang=JA style='font-family:x'>神戸</span></rb><rp>(</rp><rt><span>かんべ</span></rt><rp>)</rp></ruby>さん</p>");
  expect(cleaned(html)).toBe("<p><ruby><rb><span>神戸</span></rb><rp>(</rp><rt><span>かんべ</span></rt><rp>)</rp></ruby>さん</p>");
});

test("our own copies and plain pages are left alone", () => {
  expect(fromOffice('<section data-block="decision" data-pm-slice="0 0 []"><p>決めた</p></section>')).toBe(false);
  expect(fromOffice("<p>ただの文</p>")).toBe(false);
});
