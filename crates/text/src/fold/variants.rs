//! Owns the table of old and variant kanji (旧字体・異体字).
//!
//! Sources: the pairs of new and old form (いわゆる康熙字典体) that the Cabinet notice 常用漢字表 (2010) prints in brackets, the same
//! relation for name kanji (人名用漢字別表, Ministry of Justice), and variants usual in personal names that JIS X 0213 or Unicode keep
//! as characters of their own (髙, 﨑, 邉, 濵, 𠮷 …). 斉/斎, 冨/富, 槙/槇 and the like are different characters that people mix up in names;
//! they are joined because here a name is searched for, not judged. Compatibility ideographs with a decomposition are left to NFKC.

use std::sync::LazyLock;

/// `new:old old…`, one kanji with what is written for it.
const TABLE: &str = "\
亜:亞 悪:惡 圧:壓 囲:圍 医:醫毉 為:爲 壱:壹 隠:隱 栄:榮 営:營 衛:衞 駅:驛 円:圓 塩:鹽 縁:緣 \
艶:艷 応:應 欧:歐 殴:毆 桜:櫻 奥:奧 横:橫 温:溫 穏:穩 仮:假 価:價 画:畫 会:會 絵:繪 壊:壞 \
懐:懷 概:槪 拡:擴 殻:殼 覚:覺 学:學斈 岳:嶽 楽:樂 渇:渴 缶:罐 巻:卷 陥:陷 勧:勸 寛:寬 関:關 \
歓:歡 観:觀 気:氣 帰:歸 偽:僞 戯:戲 犠:犧 旧:舊 拠:據 挙:擧 虚:虛 峡:峽 挟:挾 狭:狹 教:敎 \
郷:鄕 暁:曉 区:區 駆:驅駈 勲:勳 薫:薰 径:徑 茎:莖 恵:惠 掲:揭 渓:溪 経:經 蛍:螢 軽:輕 継:繼 \
鶏:鷄雞 芸:藝 撃:擊 欠:缺 研:硏 県:縣 倹:儉 剣:劍劒劔剱 険:險 圏:圈 検:檢 献:獻 権:權 顕:顯 \
験:驗 厳:嚴 広:廣 効:效 恒:恆 黄:黃 鉱:鑛 号:號 国:國囯圀 黒:黑 砕:碎 済:濟 斎:齋齊斉亝 剤:劑 \
雑:雜 参:參 桟:棧 蚕:蠶 惨:慘 賛:贊 残:殘 糸:絲 歯:齒 児:兒 辞:辭 湿:濕 実:實 写:寫 釈:釋 \
寿:壽 収:收 従:從 渋:澁澀 獣:獸 縦:縱 粛:肅 処:處 緒:緖 叙:敍敘 将:將 称:稱 渉:涉 焼:燒 証:證 \
奨:奬獎 条:條 状:狀 乗:乘 浄:淨 剰:剩 畳:疊疉 縄:繩 壌:壤 嬢:孃 譲:讓 醸:釀 触:觸 嘱:囑 真:眞 \
寝:寢 慎:愼 尽:盡 図:圖 粋:粹 酔:醉 穂:穗 随:隨 髄:髓 枢:樞 数:數 瀬:瀨 声:聲 静:靜 窃:竊 \
摂:攝 専:專 浅:淺 戦:戰 践:踐 銭:錢 潜:潛 繊:纖 禅:禪 双:雙 壮:壯 争:爭 荘:莊 捜:搜 挿:插 \
巣:巢 曽:曾 痩:瘦 装:裝 総:總 騒:騷 増:增 蔵:藏 臓:臟 即:卽 属:屬 続:續 堕:墮 対:對 体:體躰 \
帯:帶 滞:滯 台:臺 滝:瀧 択:擇 沢:澤 担:擔 単:單 胆:膽 団:團 断:斷 弾:彈 遅:遲 痴:癡 虫:蟲 \
昼:晝 鋳:鑄 庁:廳 徴:徵 聴:聽 勅:敕 鎮:鎭 逓:遞 鉄:鐵鐡銕 点:點 転:轉 伝:傳 灯:燈 当:當 党:黨 \
盗:盜 稲:稻 闘:鬭鬪 徳:德悳 独:獨 読:讀 届:屆 弐:貳 悩:惱 脳:腦 覇:霸 拝:拜 廃:廢 売:賣 梅:楳 \
麦:麥 発:發 髪:髮 抜:拔 晩:晚 蛮:蠻 秘:祕 浜:濱濵 瓶:甁 払:拂 仏:佛 併:倂 並:竝 餅:餠 辺:邊邉 \
変:變 弁:辨瓣辯 歩:步 宝:寶寳 豊:豐 褒:襃 没:沒 翻:飜 毎:每 万:萬 満:滿 麺:麵 黙:默 弥:彌 \
訳:譯 薬:藥 与:與 予:豫 余:餘 誉:譽 揺:搖 様:樣 謡:謠 来:來 頼:賴 乱:亂 覧:覽 竜:龍 両:兩 \
猟:獵 緑:綠 塁:壘 涙:淚 礼:禮 励:勵 戻:戾 霊:靈 齢:齡 暦:曆 歴:歷 恋:戀 錬:鍊 炉:爐 労:勞 \
郎:郞 楼:樓 録:錄 湾:灣 高:髙 崎:﨑嵜㟢 島:嶋嶌 富:冨 桑:桒 吉:𠮷 柳:栁桺 槙:槇 遥:遙 瑶:瑤 \
峰:峯 館:舘 野:埜 鴎:鷗 亀:龜 尭:堯 巌:巖 桧:檜 祷:禱 禄:祿 穣:穰 萌:萠 諌:諫 蝉:蟬 頬:頰 \
填:塡 剥:剝 叱:𠮟 蝋:蠟 掴:摑 噛:嚙 嘘:噓 掻:搔 涜:瀆 焔:焰 莱:萊 蒋:蔣 醤:醬 顛:顚 鹸:鹼 \
麹:麴 輌:輛 凛:凜 晃:晄 煕:熙 舗:舖 坂:阪 窪:漥 船:舩 達:逹 崖:崕 恥:耻 杯:盃 略:畧 裏:裡 \
隣:鄰 涼:凉 凄:淒 草:艸 梼:檮 薮:藪 飲:飮 喩:喻 彦:彥 毘:毗 靱:靭 淵:渕渊 昇:曻 兎:兔 \
桝:枡 篭:籠 鯵:鰺 頚:頸 躯:軀 屏:屛 撹:攪 繋:繫 鴬:鶯 昂:昻 晋:晉 侠:俠 啓:啟 褥:蓐 苺:莓";

/// Sorted by the variant.
static PAIRS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let mut pairs: Vec<(char, char)> = TABLE
        .split_whitespace()
        .filter_map(|entry| {
            let (new, olds) = entry.split_once(':')?;
            Some((new.chars().next()?, olds))
        })
        .flat_map(|(new, olds)| olds.chars().map(move |old| (old, new)))
        .filter(|(old, new)| old != new)
        .collect();
    pairs.sort_unstable();
    pairs.dedup_by_key(|(old, _)| *old);
    pairs
});

/// The usual kanji for an old or variant one; `None` when it is usual itself.
#[must_use]
pub fn variant(char: char) -> Option<char> {
    let pairs = &*PAIRS;
    pairs.binary_search_by_key(&char, |(old, _)| *old).ok().map(|found| pairs[found].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chain_is_one_step() {
        for (old, new) in PAIRS.iter() {
            assert_eq!(variant(*new), None, "{old} → {new}, and {new} is folded again");
        }
        assert!(PAIRS.len() > 330, "{}", PAIRS.len());
    }

    #[test]
    fn names_that_people_mix_up_are_one() {
        for (old, new) in ['髙', '﨑', '邉', '邊', '齋', '齊', '斉', '澤', '濵', '德', '𠮷', '嶋']
            .iter()
            .zip("高崎辺辺斎斎斎沢浜徳吉島".chars())
        {
            assert_eq!(variant(*old), Some(new));
        }
    }
}
