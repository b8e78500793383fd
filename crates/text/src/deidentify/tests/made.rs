//! Owns made-up texts with known answers: our own templates and name lists, surnames drawn by how common IPADIC holds them to be.
//!
//! The templates and the rules have the same author, so that what they measure is optimistic.

/// A text and what must be covered: class, start, end (characters), and the name as the facility's list has it.
pub(super) struct Made {
    pub(super) text: String,
    pub(super) gold: Vec<(&'static str, usize, usize)>,
    pub(super) people: Vec<String>,
    pub(super) facility: Vec<String>,
}

/// A small generator of pseudo-random numbers (xorshift).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

const GIVEN: &[(&str, &str)] = &[
    ("花子", "ハナコ"),
    ("太郎", "タロウ"),
    ("春花", "ハルカ"),
    ("美咲", "ミサキ"),
    ("翔太", "ショウタ"),
    ("陽菜", "ヒナ"),
    ("大輔", "ダイスケ"),
    ("千代", "チヨ"),
    ("キヨ", "キヨ"),
    ("トメ", "トメ"),
    ("正", "タダシ"),
    ("清", "キヨシ"),
    ("節子", "セツコ"),
    ("幸雄", "ユキオ"),
    ("和子", "カズコ"),
    ("健一", "ケンイチ"),
    ("由美子", "ユミコ"),
    ("誠", "マコト"),
    ("結衣", "ユイ"),
    ("蓮", "レン"),
    ("悠斗", "ユウト"),
    ("さくら", "サクラ"),
    ("ひろみ", "ヒロミ"),
    ("みどり", "ミドリ"),
    ("喜代子", "キヨコ"),
    ("源三郎", "ゲンザブロウ"),
    ("八重", "ヤエ"),
    ("スミ", "スミ"),
    ("勝", "マサル"),
    ("良子", "ヨシコ"),
    ("惠美", "エミ"),
    ("智宏", "トモヒロ"),
    ("亜希子", "アキコ"),
    ("隆之介", "リュウノスケ"),
    ("梨乃", "リノ"),
    ("大翔", "ヒロト"),
];
const COMMON: &[(&str, &str)] = &[
    ("佐藤", "サトウ"),
    ("鈴木", "スズキ"),
    ("高橋", "タカハシ"),
    ("田中", "タナカ"),
    ("伊藤", "イトウ"),
    ("渡辺", "ワタナベ"),
    ("山本", "ヤマモト"),
    ("中村", "ナカムラ"),
    ("小林", "コバヤシ"),
    ("加藤", "カトウ"),
    ("吉田", "ヨシダ"),
    ("山田", "ヤマダ"),
    ("山口", "ヤマグチ"),
    ("松本", "マツモト"),
    ("井上", "イノウエ"),
    ("木村", "キムラ"),
    ("林", "ハヤシ"),
    ("清水", "シミズ"),
    ("森", "モリ"),
    ("石川", "イシカワ"),
    ("千葉", "チバ"),
    ("福島", "フクシマ"),
    ("西", "ニシ"),
    ("東", "ヒガシ"),
    ("南", "ミナミ"),
    ("原", "ハラ"),
    ("大木", "オオキ"),
    ("髙橋", "タカハシ"),
    ("渡邉", "ワタナベ"),
    ("宮崎", "ミヤザキ"),
    ("長野", "ナガノ"),
    ("星", "ホシ"),
    ("関", "セキ"),
    ("堀", "ホリ"),
    ("辻", "ツジ"),
    ("本田", "ホンダ"),
    ("平野", "ヒラノ"),
    ("中川", "ナカガワ"),
];
const RARE: &[(&str, &str)] = &[
    ("小鳥遊", "タカナシ"),
    ("勅使河原", "テシガワラ"),
    ("五百旗頭", "イオキベ"),
    ("東海林", "ショウジ"),
    ("薬袋", "ミナイ"),
    ("御手洗", "ミタライ"),
    ("月見里", "ヤマナシ"),
    ("九十九", "ツクモ"),
    ("鬼頭", "キトウ"),
    ("一尺八寸", "カマツカ"),
    ("長谷部", "ハセベ"),
    ("善養寺", "ゼンヨウジ"),
    ("生天目", "ナマタメ"),
    ("真壁", "マカベ"),
    ("喜屋武", "キャン"),
    ("比嘉", "ヒガ"),
    ("金城", "キンジョウ"),
    ("仲村渠", "ナカンダカリ"),
    ("纐纈", "コウケツ"),
    ("財前", "ザイゼン"),
    ("雲母", "キララ"),
    ("栗花落", "ツユリ"),
];
const HOUSES: &[&str] = &[
    "けやき",
    "やすらぎ",
    "ひまわり",
    "さくら",
    "ゆうあい",
    "あおぞら",
    "こもれび",
    "のぞみ",
    "すみれ",
    "もみじ",
    "いこい",
    "ほほえみ",
    "なごみ",
    "たんぽぽ",
    "みのり",
    "つばさ",
];

const ADDRESSES: &[&str] = &[
    "愛知県名古屋市昭和区鶴舞町65番地",
    "東京都千代田区丸の内1-2-3",
    "札幌市中央区北1条西2丁目3-4",
    "大阪府吹田市山田丘2番15号",
    "福岡市博多区博多駅前3-4-5 ハイツ博多201号室",
    "神奈川県川崎市多摩区登戸1丁目2番3号",
    "豊田市西町3丁目60番地",
];
/// Classes whose slot has their name.
const CLASSES: &[&str] = &["date", "time", "age", "phone", "id", "mail", "room", "address"];

/// Slots: `{S…}` names and `{…}` facts. `*` in front marks templates where only the facility's list can tell.
const TEMPLATES: &[&str] = &[
    "{full}さんが食堂で転倒した。",
    "{sur}様より、ふらつきの訴えあり。",
    "利用者の{full}が、夕食後に居室で尻もちをついた。",
    "{staff}看護師が訪室すると、ベッド脇に座り込んでいた。",
    "{full}は昼薬を内服せずに机に置いていた。",
    "夜勤の{staff}が巡視中に発見し、{staff}主任へ報告した。",
    "{sp} 様、{age}、女性。",
    "氏名:{full} 年齢:{agenum}",
    "長女の{giv}さんへ電話連絡({phone})。",
    "息子の{giv}が面会に来られた。",
    "{kana}さんと{kata}さんが口論になった。",
    "{kanasp}さんの昼薬を渡した。",
    "Dr.{romaji}に報告。{romaji}さんは意識清明。",
    "{initial}氏が{initial}様の薬を飲んだ。",
    "発見者 {staff}、報告者 {staff}。",
    "同室の{sur}さんが知らせてくれた。",
    "{staff}先生の指示で経過観察。",
    "{date}、{full}さんが離床センサーを外していた。",
    "{date} {time}頃、{room}で物音がした。",
    "{date}より入所。",
    "{date}に受診、{time}に帰設。",
    "{time}、巡視時に床に座っている所を発見。",
    "転倒は{date}であった。",
    "生年月日 {date}、{age}。",
    "{age}の男性、右片麻痺あり。",
    "{age}女性。認知症あり。",
    "患者番号 {id}の採血を取り違えた。",
    "保険証番号:{id}",
    "利用者ID:{id}を確認。",
    "カルテ番号{id}を誤って開いた。",
    "介護保険の被保険者番号は{id}です。",
    "連絡先は{phone}。",
    "TEL:{phone}に架電。",
    "{phone}(自宅)へ連絡したが不在。",
    "メール {mail} に誤送信した。",
    "{room}のベッドから転落。",
    "{room}へ訪室した。",
    "{house}苑から転院してきた。",
    "特別養護老人ホーム{house}に入所中。",
    "デイサービス{house}を利用した帰り。",
    "{house}病院へ救急搬送。",
    "グループホーム{house}の職員が発見。",
    "{address}の自宅へ送迎中。",
    "住所:{address}",
    "*{house}の玄関で転倒。",
    "{sur}さん({agenum})は車椅子からずり落ちた。",
    "{staff}が{sur}様の食札を間違えた。",
    "{full}、{full}の両名の薬が入れ替わった。",
    "{sur}、{date}退院予定。",
    "担当は{staff}。",
    "{sp}さんを{staff}介護士が移乗介助した。",
    "{staff}支援員が{time}に巡視した。",
    "本日{time}、{sur}さんの家族から電話。",
    "{full}様宅へ{date}訪問。",
    "{staff}医師へ上申し、{staff}薬剤師に確認した。",
    "{full}に声をかけたが返答なし。",
    "{giv}ちゃんが園庭で転んだ。",
    "{sur}君が友達を叩いた。",
    "当日は{staff}と{staff}が勤務していた。",
    "{full}の昼薬を{full}へ誤与薬した。",
];

struct Pen<'a> {
    dice: &'a mut Dice,
    surnames: &'a [(String, String)],
    made: Made,
}

/// Makes a text of one to three sentences. `surnames`: (surname, reading in katakana).
pub(super) fn make(dice: &mut Dice, surnames: &[(String, String)]) -> Made {
    let made = Made { text: String::new(), gold: Vec::new(), people: Vec::new(), facility: Vec::new() };
    let mut pen = Pen { dice, surnames, made };
    for _ in 0..=pen.dice.below(3) {
        let template = *pen.dice.pick(TEMPLATES);
        if pen.made.text.ends_with(|letter: char| !"。".contains(letter)) {
            pen.made.text.push('\n');
        }
        pen.write(template.trim_start_matches('*'), template.starts_with('*'));
    }
    pen.made
}

impl Pen<'_> {
    fn write(&mut self, template: &str, needs_list: bool) {
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            self.made.text.push_str(before);
            let (slot, behind) = after.split_once('}').unwrap();
            self.fill(slot, needs_list);
            rest = behind;
        }
        self.made.text.push_str(rest);
    }

    fn put(&mut self, class: &'static str, text: &str) {
        let start = self.made.text.chars().count();
        self.made.text.push_str(text);
        self.made.gold.push((class, start, start + text.chars().count()));
    }

    fn surname(&mut self) -> (String, String) {
        let own = |list: &[(&str, &str)], dice: &mut Dice| {
            let (name, reading) = *dice.pick(list);
            (name.to_owned(), reading.to_owned())
        };
        match self.dice.below(10) {
            0..4 => own(COMMON, self.dice),
            4 => own(RARE, self.dice),
            _ => self.dice.pick(self.surnames).clone(),
        }
    }

    fn fill(&mut self, slot: &str, needs_list: bool) {
        let (surname, reading) = self.surname();
        let (given, given_reading) = *self.dice.pick(GIVEN);
        let full = format!("{surname} {given}({} {})", hiragana(&reading), hiragana(given_reading));
        let listed = self.made.people.len();
        self.made.people.push(full);
        match slot {
            "full" => self.put("person", &format!("{surname}{given}")),
            "sp" => self.put("person", &format!("{surname} {given}")),
            "sur" | "staff" => self.put("person", &surname),
            "giv" => self.put("person", given),
            "kana" => self.put("person", &hiragana(&reading)),
            "kanasp" => self.put("person", &format!("{} {}", hiragana(&reading), hiragana(given_reading))),
            "kata" => self.put("person", given_reading),
            "romaji" => {
                let names = ["Tanaka", "Sato", "Suzuki", "Yamamoto", "Ito", "Kobayashi", "Watanabe", "Takahashi"];
                let name = *self.dice.pick(&names);
                self.put("person", name);
            }
            "initial" => {
                let name = *self.dice.pick(&["A", "Y", "K", "T.S.", "M・K", "S"]);
                self.put("person", name);
            }
            other => {
                self.made.people.truncate(listed);
                self.fact(other, needs_list);
            }
        }
    }

    fn fact(&mut self, slot: &str, needs_list: bool) {
        let text = match slot {
            "date" => self.date(),
            "time" => self.time(),
            "age" => self.age(),
            "agenum" => format!("{}", 20 + self.dice.below(80)),
            "phone" => self.phone(),
            "id" => self.id(),
            "mail" => format!("tanaka{}@example.jp", self.dice.below(1000)),
            "room" => self.room(),
            "house" => (*self.dice.pick(HOUSES)).to_owned(),
            "address" => (*self.dice.pick(ADDRESSES)).to_owned(),
            other => panic!("no slot {other}"),
        };
        let class = match slot {
            "house" if needs_list => "listed",
            "house" => "facility",
            "agenum" => "age",
            other => CLASSES.iter().find(|class| **class == other).expect("a class has the name of its slot"),
        };
        if slot == "house" {
            self.made.facility.push(text.clone());
        }
        self.put(class, &text);
    }

    fn time(&mut self) -> String {
        let (hour, minute, half) = (self.dice.below(24), self.dice.below(60), self.dice.below(12) + 1);
        match self.dice.below(6) {
            0 => format!("{hour}:{minute:02}"),
            1 => format!("{hour}時{minute}分"),
            2 => format!("午後{half}時"),
            3 => wide(&format!("{hour}:{minute:02}")),
            4 => format!("{hour}時半"),
            _ => format!("{hour}時頃"),
        }
    }

    fn age(&mut self) -> String {
        let age = 18 + self.dice.below(85);
        match self.dice.below(5) {
            0 => format!("{age}才"),
            1 => wide(&format!("{age}歳")),
            2 => format!("満{age}歳"),
            3 => "八十二歳".to_owned(),
            _ => format!("{age}歳"),
        }
    }

    fn phone(&mut self) -> String {
        let (three, four, last) = (self.dice.below(1000), self.dice.below(10_000), self.dice.below(9_000) + 1_000);
        match self.dice.below(7) {
            0 => format!("090-{four:04}-{last}"),
            1 => format!("080{four:04}{last}"),
            2 => format!("03-{last}-{four:04}"),
            3 => wide(&format!("090-{four:04}-{last}")),
            4 => format!("052({three:03})-{four:04}"),
            5 => format!("0562‐{:02}‐{four:04}", three % 90 + 10),
            _ => format!("0120-{three:03}-{:03}", four % 1000),
        }
    }

    fn id(&mut self) -> String {
        let (a, b, c) = (self.dice.below(1000), self.dice.below(10_000), self.dice.below(12) + 1);
        match self.dice.below(6) {
            0 => format!("12-{b:04}"),
            1 => format!("{:08}", b * 1013 + 10_000_000),
            2 => format!("A{:05}", b + 10_000),
            3 => wide(&format!("{:06}", b + 100_000)),
            4 => format!("{c}-{b:04}-{a}"),
            _ => format!("H{:010}", b * 99_991),
        }
    }

    fn room(&mut self) -> String {
        let (number, floor) = (100 + self.dice.below(400), self.dice.below(8) + 1);
        match self.dice.below(7) {
            0 => format!("{number}号室"),
            1 => wide(&format!("{number}号室")),
            2 => format!("{floor}階{}", self.dice.pick(&["東", "西", "南", "北"])),
            3 => format!("居室{number}"),
            4 => format!("{floor}{}病棟", self.dice.pick(&["東", "西", "A", "B"])),
            5 => format!("東{floor}病棟"),
            _ => format!("{floor}階西病棟"),
        }
    }

    fn date(&mut self) -> String {
        let (year, month, day) = (self.dice.below(10) + 1, self.dice.below(12) + 1, self.dice.below(28) + 1);
        match self.dice.below(15) {
            0 => format!("令和{year}年{month}月{day}日"),
            1 => format!("R{year}.{month}.{day}"),
            2 => format!("平成30年 {month}/{day}"),
            3 => format!("{month}/{day}"),
            4 => format!("{}月{}日", kanji(month), kanji(day)),
            5 => format!("2026年{month}月{day}日"),
            6 => format!("2026/{month:02}/{day:02}"),
            7 => format!("2026-{month:02}-{day:02}"),
            8 => wide(&format!("{month}月{day}日")),
            9 => format!("{month}月{day}日(火)"),
            10 => format!("S{}.{month}.{day}", year + 10),
            11 => format!("昭和{}年{month}月{day}日", kanji(year + 10)),
            12 => wide(&format!("R{year}.{month}.{day}")),
            13 => format!("H{}年{month}月{day}日", year + 10),
            _ => format!("令和元年{month}月{day}日"),
        }
    }
}

fn wide(text: &str) -> String {
    text.chars()
        .map(
            |letter| {
                if letter.is_ascii_graphic() { char::from_u32(u32::from(letter) + 0xfee0).unwrap() } else { letter }
            },
        )
        .collect()
}

fn kanji(number: usize) -> String {
    let digits: Vec<char> = "〇一二三四五六七八九".chars().collect();
    match (number / 10, number % 10) {
        (0, ones) => digits[ones].to_string(),
        (tens, ones) => {
            let tens = if tens == 1 { String::new() } else { digits[tens].to_string() };
            let ones = if ones == 0 { String::new() } else { digits[ones].to_string() };
            format!("{tens}十{ones}")
        }
    }
}

fn hiragana(katakana: &str) -> String {
    katakana
        .chars()
        .map(|letter| match letter {
            'ァ'..='ヶ' => char::from_u32(u32::from(letter) - 0x60).unwrap(),
            other => other,
        })
        .collect()
}

/// Surnames with a reading, the commoner the more often: the cost is a negative logarithm of frequency.
pub(super) fn weighted<'n>(all: impl Iterator<Item = (&'n str, &'n str, i16)>) -> Vec<(String, String)> {
    let mut list: Vec<_> = all.collect();
    list.retain(|(name, _, _)| name.chars().all(|letter| ('一'..='鿿').contains(&letter) || letter == '々'));
    list.sort_unstable();
    let mut drawn = Vec::new();
    for (name, reading, cost) in list {
        // 700 of cost are a factor of e; what IPADIC's training never saw has about 8,300.
        let weight = (f64::from(9_000 - i32::from(cost)) / 700.0).exp().clamp(1.0, 400.0);
        for _ in 0..(weight / 4.0).ceil() as usize {
            drawn.push((name.to_owned(), reading.to_owned()));
        }
    }
    drawn
}
