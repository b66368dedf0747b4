/// What a column of a table means, by its title in Chinese or English.
enum CSVColumn: Hashable, CaseIterable {
    case time, start, end, speaker, user, role, channel, text, conversation, message

    /// The unit that a title names.
    enum Unit { case seconds, milliseconds }

    private var titles: Set<String> {
        switch self {
        case .time: ["时间", "发送时间", "消息时间", "发言时间", "日期时间", "time", "timestamp", "datetime", "sendtime", "msgtime", "date"]
        case .start: ["开始", "开始时间", "起始", "起始时间", "start", "begin", "starttime", "begintime", "from"]
        case .end: ["结束", "结束时间", "终止时间", "end", "endtime", "to"]
        case .speaker:
            ["说话人", "发言人", "讲话人", "发送人", "发送者", "姓名", "昵称", "speaker", "sender", "name", "who", "author", "speakername"]
        case .user: ["账号", "用户", "用户id", "员工id", "userid", "user", "account"]
        case .role: ["角色", "身份", "role", "side"]
        case .channel: ["声道", "通道", "channel", "channelid", "speakerid"]
        case .text: ["内容", "文本", "消息", "消息内容", "发言内容", "发言", "话术", "原文", "text", "content", "message", "utterance", "sentence", "words"]
        case .conversation:
            ["会话", "会话id", "会话编号", "群", "群id", "群聊", "通话id", "录音编号", "conversation", "conversationid", "session", "sessionid",
             "room", "roomid", "callid"]
        case .message: ["消息id", "消息编号", "msgid", "messageid", "id"]
        }
    }

    /// The column that a title means, else nil; the unit may stand in brackets or behind a mark: 开始(ms), start_ms, 开始（秒）.
    static func column(of title: String) -> (column: CSVColumn, unit: Unit?)? {
        var name = title.lowercased().filter { !$0.isWhitespace && !"_-.（）()[]【】：:".contains($0) }
        if let column = allCases.first(where: { $0.titles.contains(name) }) { return (column, nil) }
        let units: [(suffix: String, unit: Unit)] = [
            ("毫秒", .milliseconds), ("ms", .milliseconds), ("秒", .seconds), ("seconds", .seconds), ("sec", .seconds), ("s", .seconds),
        ]
        for (suffix, unit) in units where name.hasSuffix(suffix) {
            name.removeLast(suffix.count)
            guard let column = allCases.first(where: { $0.titles.contains(name) }) else { return nil }
            return (column, unit)
        }
        return nil
    }
}
