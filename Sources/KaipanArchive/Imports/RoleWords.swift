/// Words by which sources themselves name the sides of a conversation.
enum RoleWords {
    private static let seller = [
        "置业顾问", "销售", "顾问", "坐席", "座席", "客服", "经纪人", "接待", "讲解员", "案场", "agent", "seller", "sales", "consultant", "staff",
    ].map { Array($0.utf8) }
    private static let customer = [
        "客户", "顾客", "买家", "买方", "访客", "来电", "业主", "customer", "client", "buyer", "visitor", "user",
    ].map { Array($0.utf8) }

    /// The role that a label names, else nil. 客户经理 and 客服 sell: the seller's words decide.
    static func role(of label: String) -> SpeakerRole? {
        guard !label.isEmpty else { return nil }
        let bytes = Array(label.lowercased().utf8)
        if seller.contains(where: bytes.holds) || bytes.holds(Array("客户经理".utf8)) { return .seller }
        return customer.contains(where: bytes.holds) ? .customer : nil
    }
}

extension [UInt8] {
    /// Whether a sequence of bytes stands in this one.
    fileprivate func holds(_ word: [UInt8]) -> Bool {
        guard count >= word.count else { return false }
        return (0...(count - word.count)).contains { self[$0] == word[0] && self[$0..<$0 + word.count].elementsEqual(word) }
    }
}
