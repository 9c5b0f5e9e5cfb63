"""Words that the fiches of `batch.py` are filled with: people, towns and sentences, all made up."""

from __future__ import annotations

import random
from typing import Literal

Language = Literal["fr", "en", "ja"]

GIVEN: dict[Language, str] = {
    "fr": "Albane Aurélien Bérénice Clovis Domitille Edgar Faustin Garance Honorine Isaure Léopold Maëlle "
    "Noémie Octave Philippine Quentin Rosalie Séverin Tiphaine Valère",
    "en": "Akane Daichi Fumiko Hayato Ichiro Junko Kaede Makoto Naoki Reiko Satoru Tomomi Wataru Yui",
    "ja": "あかね 大地 文子 隼人 一郎 純子 かえで 誠 直樹 玲子 智 友美 航 ゆい",
}
FAMILY: dict[Language, str] = {
    "fr": "Aubrac Beaufils Chantereau Delorme-Vial Estrade Fontanel Garrigue Houssaye Jolivet Kervoal Lancelin "
    "Marsanne Nogaret Ozanne Pellerin Quenneville Roquebrune Savarin Taillefer Vauclin",
    "en": "AOYAMA DOMOTO EGUCHI FUKAGAWA HOSHINO ISHIZAKA KUROSAWA MINEGISHI NAKADAI OZAWA SHIRAKAWA TACHIKAWA",
    "ja": "青山 堂本 江口 深川 星野 石坂 黒沢 峰岸 中台 小沢 白川 立川",
}
TOWNS: dict[Language, tuple[str, str, str]] = {
    "fr": (
        "Saint-Aubin Saint-Clair Saint-Evroult Montfort Beauvoir Castelnou Villeperdue Rochemont Fontvieille "
        "Bellegarde Champvert Pontavy Granville Courtemer Lavaur Mirebel Neuvic Sauvigny Tourlaz Vernet",
        "la-Forêt les-Bruyères le-Château le-Vieux la-Rivière les-Étangs les-Granges la-Garenne le-Moulin "
        "les-Vignes la-Chapelle les-Pins le-Grand la-Vallée les-Roches la-Tour les-Prés le-Haut la-Lande "
        "les-Ormes",
        "sur-Aulne sur-Brive sur-Cère sur-Dore sur-Erdre sur-Fier sur-Gave sur-Huisne sur-Isère sur-Javron "
        "sur-Lys sur-Mayenne sur-Nive sur-Orne sur-Plaine sur-Rance sur-Sarthe sur-Thouet sur-Vire sur-Yèvre",
    ),
    "en": (
        "Asa Hiro Kami Kita Matsu Naka Nishi Oka Sato Shima Tani Toyo Ura Waka Yama Yoshi",
        "dera gami hashi jima kawa kubo machi mori nami numa saka saki tsuka wara yama zawa",
        "dai e haru hira ko mae no ri sato tsu ura zu",
    ),
    "ja": (
        "朝 広 上 北 松 中 西 岡 里 島 谷 豊 浦 若 山 吉 東 南 高 長",
        "寺 神 橋 嶋 川 窪 待 森 波 沼 坂 崎 塚 原 岳 沢 野 田 瀬 井",
        "台市 江市 春市 平市 湖町 前町 之町 里町 津市 浦町 口市 見市",
    ),
}
"""Beginnings, middles and ends of names that no gazetteer knows."""

_SENTENCES: dict[Language, tuple[str, str, str, str]] = {
    "fr": (
        "La régie municipale|Le service des jardins|Une coopérative d’habitants|L’ancienne gare|La médiathèque|"
        "Chaque école|Le réseau de chaleur|La maison du vélo|L’atelier partagé|Un verger public|La halle aux "
        "grains|La flotte de bennes|Le lycée agricole|L’office des sports|La station d’épuration|Un conseil de "
        "quartier",
        "recueille l’eau des toits|prête ses outils le samedi|chauffe trois cents logements|forme vingt "
        "apprentis par an|trie les restes des cantines|accueille les artisans sans atelier|plante une haie à "
        "chaque naissance|éclaire les chemins à la demande|suit la qualité de l’air heure par heure|rachète "
        "les terres en friche|répare les vélos des collégiens|tient à jour la carte des zones inondables|loue "
        "ses véhicules aux communes voisines|a réduit de moitié ses dépenses|reçoit les élèves pour une "
        "semaine de chantier|garde ouvertes les serres en hiver",
        "avec l’aide des associations|sans subvention depuis la troisième année|au profit des communes de la "
        "vallée|dans un bâtiment remis en état par ses usagers|pour un loyer fixé selon le revenu|sur un "
        "terrain longtemps laissé à l’abandon|grâce à un fonds que gèrent les habitants|le long du canal et "
        "jusqu’au port|en lien avec l’université et deux laboratoires|d’après un plan revu chaque printemps|"
        "tout au long de l’année scolaire|sous la conduite d’une ingénieure de la ville",
        ".| ; une visite est possible sur demande.|, et le bilan en est rendu public.| ; deux villes voisines "
        "s’en sont inspirées.|, ce qui a créé des emplois sur place.|, selon une charte signée par tous.",
    ),
    "en": (
        "The city forest office|A council of residents|The tram depot|Every primary school|The fishing port|A "
        "former silk mill|The hot spring union|The fire brigade|A farm of the prefecture|The night bus|The "
        "museum of tools|One district in three",
        "collects rain from its roofs|trains volunteers twice a year|sells what it grows at the station|maps "
        "each steep slope anew|lends bicycles to pupils|heats greenhouses with waste water|sorts its waste "
        "into nineteen kinds|opens its workshops to visitors|shares its boats with the island|pays half of the "
        "repairs|drills for earthquakes in the dark|teaches old crafts to newcomers",
        "with the help of retired engineers|at no cost to the families|along the river and its banks|under a "
        "plan that is revised each spring|in buildings that stood empty|together with two universities|for all "
        "who live in the valley|since the bridge was closed to cars|on land that the temple lent",
        ".|; visits are welcome.|, and the accounts are published.|, which two towns have copied since.|, so "
        "that young people stay.",
    ),
    "ja": (
        "市の森林組合は、|住民の協議会は、|路面電車の車庫では、|小学校ごとに、|漁港の組合は、|かつての製糸場では、|温泉の協同組合は、|消防団は、|道具の博物館では、|朝市の店主たちが、|図書館の分館では、|"
        "農業高校の生徒が、",
        "屋根の雨水をためて|年に二度の訓練を重ねて|駅前の売店を営みながら|急な斜面の地図を作り直して|生徒に自転車を貸し出して|温排水で温室を暖めて|ごみを十九種類に分けて|空き家を工房に改めて|"
        "島と船を共同で使って|古い技を移住者に教えて",
        "川沿いの遊歩道を守っている|家庭の負担を半分に減らした|若い人の仕事を生み出した|冬の間も畑を続けている|災害のときの避難所を支える|隣の町と費用を分け合う|毎年その成果を公表している|"
        "大学の研究室と測定を続ける|谷のすべての集落に広げた",
        "。|。見学も受け入れている。|。二つの町がこれにならった。|。費用は基金でまかなう。|。計画は毎春見直す。",
    ),
}


def sentence(language: Language, chance: random.Random) -> str:
    """A point of one sentence or several, as long as clerks write them."""
    told = chance.choices((1, 2, 3), (6, 3, 1))[0]
    parts = [tuple(part.split("|") for part in _SENTENCES[language])] * told
    joint = "" if language == "ja" else " "
    return joint.join(
        joint.join((chance.choice(who), chance.choice(does), chance.choice(how))) + chance.choice(end)
        for who, does, how, end in parts
    )
