"""A dictionary of some words, which Sudachi reads as it reads its own of 200 MB."""

from pathlib import Path

# as typed: parts of speech, as dictionaries write it, unbent
WORDS = {
    "介護": ("名詞,普通名詞,サ変可能", "介護", "介護"),
    "保険": ("名詞,普通名詞,一般", "保険", "保険"),
    "申込": ("名詞,普通名詞,一般", "申し込み", "申込"),
    "員": ("接尾辞,名詞的,一般", "員", "員"),
    "書": ("接尾辞,名詞的,一般", "書", "書"),
    "がっこう": ("名詞,普通名詞,一般", "学校", "がっこう"),
    "いえ": ("名詞,普通名詞,一般", "いえ", "いえ"),
    "子育て": ("名詞,普通名詞,サ変可能", "子育て", "子育て"),
    "家": ("名詞,普通名詞,一般", "家", "家"),
    "家賃": ("名詞,普通名詞,一般", "家賃", "家賃"),
    "親": ("名詞,普通名詞,一般", "親", "親"),
    "不": ("接頭辞,*,*", "不", "不"),
    "登校": ("名詞,普通名詞,サ変可能", "登校", "登校"),
    "重層": ("名詞,普通名詞,一般", "重層", "重層"),
    "的": ("接尾辞,形状詞的,*", "的", "的"),
    "支援": ("名詞,普通名詞,サ変可能", "支援", "支援"),
    "じゅう": ("副詞,*,*", "じゅう", "じゅう"),
    "そう": ("副詞,*,*", "そう", "そう"),
    "てき": ("名詞,普通名詞,一般", "敵", "てき"),
    "第": ("接頭辞,*,*", "第", "第"),
    "7": ("名詞,数詞,*", "7", "7"),
    "77": ("名詞,数詞,*", "77", "77"),
    "条": ("名詞,普通名詞,助数詞可能", "条", "条"),
    "何": ("名詞,数詞,*", "何", "何"),
    "年": ("名詞,普通名詞,助数詞可能", "年", "年"),
    "こと": ("名詞,普通名詞,一般", "こと", "こと"),
    "これ": ("代名詞,*,*", "此れ", "これ"),
    "まで": ("助詞,副助詞,*", "まで", "まで"),
    "どこ": ("代名詞,*,*", "何処", "どこ"),
    "教え": ("動詞,一般,*", "教える", "教える"),
    "わから": ("動詞,一般,*", "分かる", "わかる"),
    "疲れ": ("動詞,一般,*", "疲れる", "疲れる"),
    "出": ("動詞,一般,*", "出る", "出る"),
    "行け": ("動詞,非自立可能,*", "行ける", "行ける"),
    "払わ": ("動詞,一般,*", "払う", "払う"),
    "止まっ": ("動詞,一般,*", "止まる", "止まる"),
    "話し": ("動詞,一般,*", "話す", "話す"),
    "合う": ("動詞,非自立可能,*", "合う", "合う"),
    "み": ("動詞,非自立可能,*", "見る", "みる"),
    "い": ("動詞,非自立可能,*", "居る", "いる"),
    "ある": ("動詞,非自立可能,*", "有る", "ある"),
    "し": ("動詞,非自立可能,*", "為る", "する"),
    "静か": ("形状詞,一般,*", "静か", "静か"),
    "怖い": ("形容詞,一般,*", "怖い", "怖い"),
    "たい": ("助動詞,*,*", "たい", "たい"),
    "た": ("助動詞,*,*", "た", "た"),
    "ない": ("助動詞,*,*", "ない", "ない"),
    "ます": ("助動詞,*,*", "ます", "ます"),
    "て": ("助詞,接続助詞,*", "て", "て"),
    "で": ("助詞,格助詞,*", "で", "で"),
    "に": ("助詞,格助詞,*", "に", "に"),
    "の": ("助詞,格助詞,*", "の", "の"),
    "が": ("助詞,格助詞,*", "が", "が"),
    "を": ("助詞,格助詞,*", "を", "を"),
    "と": ("助詞,格助詞,*", "と", "と"),
    "も": ("助詞,係助詞,*", "も", "も"),
    "から": ("助詞,格助詞,*", "から", "から"),
}
UNKNOWN = {
    "class": "com.worksap.nlp.sudachi.SimpleOovPlugin",
    "oovPOS": ["名詞", "普通名詞", "一般", "*", "*", "*"],
    "leftId": 0,
    "rightId": 0,
    "cost": 30_000,
}


def a_dictionary(directory: Path):
    """It knows no costs: the fewest words win."""
    import sudachipy
    from sudachipy.sudachipy import build_system_dic

    matrix, words, system = directory / "matrix.def", directory / "words.csv", directory / "system.dic"
    matrix.write_text("1 1\n0 0 0\n")
    words.write_text("".join(f"{line}\n" for line in lines()))
    build_system_dic(matrix=matrix, lex=[words], output=system, description="")
    config = sudachipy.Config(system=str(system), oovProviderPlugin=[UNKNOWN], pathRewritePlugin=[])
    return sudachipy.Dictionary(config=config)


def lines():
    """In the form of SudachiDict's sources; a word's unbent form is a line of its own, named by its number."""
    forms = list(WORDS)
    forms += [plain for _, _, plain in WORDS.values() if plain not in WORDS]
    for text in forms:
        kinds, normal, plain = WORDS.get(text) or next(each for each in WORDS.values() if each[2] == text)
        unbent = "*" if plain == text else str(forms.index(plain))
        yield f"{text},0,0,100,{text},{kinds},*,*,*,*,{normal},{unbent},A,*,*,*,*"
