import CLibXML2
import KaipanText

/// What is wrong with an XML document, in both languages.
enum XMLProblem {
    /// - Parameters:
    ///   - code: libxml2's number of the error.
    ///   - reason: its words, which are English.
    static func message(_ code: UInt32, _ reason: String) -> LocalizedText {
        LocalizedText(zh: chinese(xmlParserErrors(rawValue: code)) ?? "不符合 XML 语法（\(reason)）", en: reason)
    }

    private static func chinese(_ code: xmlParserErrors) -> String? {
        switch code {
        case XML_ERR_DOCUMENT_EMPTY, XML_ERR_DOCUMENT_START: "没有内容，或不以标签开头"
        case XML_ERR_DOCUMENT_END, XML_ERR_TAG_NOT_FINISHED: "文件到此结束，仍有标签没有关闭"
        case XML_ERR_TAG_NAME_MISMATCH: "结束标签与开始标签不一致"
        case XML_ERR_EXTRA_CONTENT: "根元素之后还有内容"
        case XML_ERR_NAME_REQUIRED, XML_ERR_ENTITYREF_SEMICOL_MISSING: "文字中的 < 应写作 &lt;，& 应写作 &amp;"
        case XML_ERR_UNDECLARED_ENTITY: "使用了没有声明的实体"
        case XML_ERR_ENTITY_LOOP: "实体包含自身"
        case XML_ERR_INVALID_CHAR, XML_ERR_INVALID_CHARREF: "含有 XML 不允许的字符"
        case XML_ERR_GT_REQUIRED: "标签没有以 > 结束"
        default: nil
        }
    }
}
