import KaipanText

/// Tells from a speaker's name or label on whose side they stand.
///
/// The parties of a contract (出卖人, 买受人, 甲方, 乙方) are no speakers.
enum SpeakerNames {
    private static let seller: [[UInt8]] = [
        "销售", "顾问", "客服", "置业", "经纪", "案场", "接待", "讲解", "主播", "店长", "经理", "业务员", "机器人",
        "seller", "agent", "staff", "sales", "service", "consultant", "host", "assistant",
    ].map { Array($0.utf8) }
    private static let customer: [[UInt8]] = [
        "客户", "业主", "买家", "访客", "用户", "顾客", "来电", "粉丝", "网友", "customer", "client", "buyer", "visitor",
        "user", "guest",
    ].map { Array($0.utf8) }

    /// What whoever wrote the record calls himself: the side that nobody else in it is on.
    static func isWriter(_ name: some StringProtocol) -> Bool { ["我", "本人", "自己", "me"].contains(name.lowercased()) }

    /// Labels that whoever asks about homes is given in records; one of them before the only line of a text makes it that person's remark.
    static func isVisitor(_ name: String) -> Bool { ["客户", "顾客", "访客", "买家", "customer", "visitor", "guest"].contains(name.lowercased()) }

    /// The side, or nil where the name says nothing.
    ///
    /// 客户经理 and 用户顾问 sell: the seller's words decide, wherever they stand.
    /// - Parameter roles: labels that the user has explained; the longest that the name contains counts.
    static func side(of name: String, roles: [String: Speaker] = [:]) -> Speaker? {
        let label = name.lowercased()
        let known = roles.filter { label.contains($0.key.lowercased()) }.max { $0.key.utf8.count < $1.key.utf8.count }
        if let known { return known.value }
        let bytes = Array(label.utf8)
        if seller.contains(where: { holds(bytes, $0) }) { return .seller }
        if customer.contains(where: { holds(bytes, $0) }) { return .customer }
        return nil
    }

    /// Whether a short word stands in a label; on bytes, because labels are asked for at every utterance.
    private static func holds(_ label: [UInt8], _ word: [UInt8]) -> Bool {
        guard label.count >= word.count else { return false }
        return (0...(label.count - word.count)).contains { start in
            label[start] == word[0] && label[start..<start + word.count].elementsEqual(word)
        }
    }
}
