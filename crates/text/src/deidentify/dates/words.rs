//! Owns the words around dates: what makes a number an amount, a length of time, or a day.

use std::sync::LazyLock;

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $words:literal;)+) => {
        $($(#[$doc])* pub(crate) static $name: LazyLock<Vec<&'static str>> =
            LazyLock::new(|| $words.split_whitespace().collect());)+
    };
}

lists! {
    /// What stands around a fraction of something: tablets, meals, strength.
    AMOUNT_AFTER = "\
        錠 T 包 量 摂取 残 減 個 割 枚 本 カップ 程度 以下 以上 筒 アンプル 回 杯 切 カット の量 ほど くらい ぐらい 食 しか \
        のみ だけ 以内 A V tab サイズ インチ に減 に増 まで減 まで摂 ずつ を超 弱 強 の所 のところ の高さ の長さ 勾配 を摂 \
        を残 を食 を服 を内 半 の錠 に切 に割 に分割 に砕 の大きさ";

    /// What stands before such a fraction.
    AMOUNT_BEFORE = "\
        主食 副食 主 副 摂取 摂取量 食事 食 主菜 副菜 汁 お茶 MMT mmt 筋力 錠を 約 残り BP 血圧 錠 勾配 残量 水分 長さ 下から \
        上から 高さ 全体の 量の JCS 粥 半分 1錠の";

    /// What makes a number of days a length of time, before and behind.
    LENGTH_BEFORE = "\
        約 後 第 連続 術後 満 計 以内 週 中 毎 投与 丸 まる 最大 最低 生後 発症 延べ 各 残り 間 わずか ほぼ たった もう あと \
        休業 全治 加療 入院 過去 全治は";

    /// What makes a number of days a length of time, behind it.
    LENGTH_AFTER = "\
        間 後 前 目 分 以上 以内 程度 おき ごと 毎 ほど くらい ぐらい 連続 量 1回 一回 数 経過 に1 に一 に2 に3 に数 遅 余 \
        たっ 経っ 続 を要 で かけ がかり がたっ が経 のうち 本 々 ぶり 休業 休 延べ 弱 強 も 曜 常 勤 〜 ~";

    /// What makes a bare number of days a date, before it.
    DAY_BEFORE = "\
        月 同月 昨日 前日 当日 翌日 同日 今度の 翌 当月 今月 先月 来月 前月 去る 本月";

    /// What is told by a day and by no length of time.
    DAY_TOLD = "\
        実際は 次回は 予約は 予定は 受診日は 受診は 退院日は 報告は 本来は 正しくは 日付は 納品は 面会は 支給日は 締切は 期限は \
        誤って 次は 予約が 予定が 受診日を";

    /// What makes a bare number of days a date, behind it.
    DAY_AFTER = "\
        の朝 の夜 の昼 の夕 の午 の深 の未 の早 の日 の面 の受 の予 の外 の会 の担 の配 の勤 の当 であ です だっ だと 付 退院 受診 面会 外泊 外出 搬送 予定 支給 締 (支 (給 \
        (締 と伝 と聞 と書 と記 と勘 と間 と誤 と言 分の 朝 夜 昼 夕 午前 午後 未明 早朝 深夜 日勤 夜勤 に から より 、 未 には は \
        頃 ごろ";
}
