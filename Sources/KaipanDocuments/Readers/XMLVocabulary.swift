import KaipanText

/// What elements and attributes mean by their names alone, in vocabularies that nobody has explained.
enum XMLVocabulary {
    static let xhtml = "http://www.w3.org/1999/xhtml"

    /// Elements that mark words within a text in the vocabularies in use (DocBook, DITA, TEI, JATS, NITF, HTML).
    private static let inline: Set<String> = [
        "a", "abbr", "acronym", "b", "bold", "big", "cite", "code", "del", "em", "emphasis", "emph", "ext-link", "font",
        "foreign", "hi", "highlight", "i", "ins", "italic", "kbd", "keyword", "link", "mark", "monospace", "ph", "phrase",
        "q", "ref", "rt", "ruby", "rb", "s", "small", "span", "strike", "strong", "style-text", "sub", "subscript", "sup",
        "superscript", "t", "term", "tspan", "tt", "u", "ulink", "underline", "uicontrol", "var", "wbr", "xref",
    ]

    /// Elements that are never part of the text around them, even where a careless document mixes them.
    private static let blocks: Set<String> = [
        "article", "blockquote", "body", "caption", "cell", "chapter", "dd", "div", "dl", "dt", "entry", "figure", "h1", "h2",
        "h3", "h4", "h5", "h6", "heading", "item", "li", "list", "listitem", "message", "note", "ol", "p", "para", "paragraph",
        "row", "section", "simpara", "subtitle", "table", "td", "text", "th", "title", "tr", "ul", "utterance",
    ]

    // All names are local names in lower case.

    static func isInline(_ name: String) -> Bool { inline.contains(name) }
    static func isBlock(_ name: String) -> Bool { blocks.contains(name) }

    /// The role that a name tells, else nil.
    static func role(_ name: String) -> BlockRole? {
        switch name {
        case "title", "subject", "标题", "主题", "题目": .title
        case "h", "h1", "h2", "h3", "h4", "h5", "h6", "heading", "head", "subtitle", "headline", "小标题", "副标题": .heading
        case "li", "item", "entry", "listitem", "列表项", "条目": .listItem
        case "td", "th", "cell", "单元格": .cell
        case "caption", "figcaption", "图注", "图题": .caption
        case "note", "footnote", "endnote", "fn", "脚注", "注释", "备注": .note
        default: nil
        }
    }

    /// The places in a table that a name tells, else nil.
    static func tablePart(_ name: String) -> HTMLElement.TablePart? {
        switch name {
        case "table", "tgroup", "表格": .table
        case "tr", "row", "行": .row
        case "td", "th", "cell", "单元格": .cell
        default: nil
        }
    }

    /// Attributes whose text a person sees or hears.
    static let visibleAttributes: Set<String> = [
        "title", "alt", "label", "caption", "placeholder", "summary", "desc", "description", "descr", "标题", "说明", "描述",
    ]

    /// Names of elements and attributes that can only mean who speaks.
    static let speakers: Set<String> = ["speaker", "sender", "who", "发言人", "说话人", "发送者", "发送人", "讲话人"]
    /// Names that mean who speaks in a conversation, and much else elsewhere.
    static let possibleSpeakers: Set<String> = ["role", "from", "author", "user", "name", "nickname", "角色", "姓名", "昵称"]
    /// Elements that name the speaker of a conversation; what else may name one as an attribute is often content here.
    static let speakerElements = speakers.union(["role", "from", "角色"])
    static let times: Set<String> = [
        "time", "timestamp", "datetime", "date", "sendtime", "createtime", "msgtime", "sent", "start", "时间", "发送时间", "日期",
    ]

    /// Elements that only conversations have.
    static let conversations: Set<String> = [
        "conversation", "conversations", "dialogue", "dialog", "chat", "chats", "chatlog", "transcript", "utterance",
        "utterances", "turn", "turns", "对话", "会话", "聊天", "聊天记录", "通话", "通话记录", "发言", "沟通记录",
    ]
}
