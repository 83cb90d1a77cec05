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

test("cells of Excel stay in their rows", () => {
  const html = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {mso-number-format:General;} .xl65 {border:.5pt solid windowtext;}</style></head>
<body link="#0563C1"><table border=0 cellpadding=0 width=192 style='border-collapse:collapse'><!--StartFragment-->
 <col width=64 span=3 style='width:48pt'>
 <tr height=24 style='height:18.0pt'><td height=24 class=xl65 width=64>だれが</td><td class=xl65>なにを</td><td class=xl65>いつまで</td></tr>
 <tr height=24><td class=xl65>大西</td><td></td><td class=xl65 align=right>12月3日</td></tr>
 <tr height=24><td></td><td></td><td></td></tr>
<!--EndFragment--></table></body></html>`;
  expect(fromOffice(html)).toBe(true);
  expect(cleaned(html).trim()).toBe("<p>だれが｜なにを｜いつまで</p><p>大西｜｜12月3日</p>");
});

test("our own copies and plain pages are left alone", () => {
  expect(fromOffice('<section data-block="decision" data-pm-slice="0 0 []"><p>決めた</p></section>')).toBe(false);
  expect(fromOffice("<p>ただの文</p>")).toBe(false);
});
