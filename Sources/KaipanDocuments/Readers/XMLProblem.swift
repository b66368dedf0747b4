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
        case XML_ERR_NAME_REQUIRED: "此处应有名称；文字中的 < 应写作 &lt;，& 应写作 &amp;"
        case XML_ERR_ENTITYREF_SEMICOL_MISSING: "实体后缺少分号；文字中的 & 应写作 &amp;"
        case XML_ERR_UNDECLARED_ENTITY: "使用了没有声明的实体"
        case XML_ERR_ENTITY_LOOP: "实体包含自身"
        case XML_ERR_INVALID_CHAR, XML_ERR_INVALID_CHARREF: "含有 XML 不允许的字符"
        case XML_ERR_ATTRIBUTE_NOT_STARTED: "属性值缺少引号"
        case XML_ERR_ATTRIBUTE_NOT_FINISHED: "属性值的引号没有关闭"
        case XML_ERR_ATTRIBUTE_WITHOUT_VALUE: "属性没有值"
        case XML_ERR_ATTRIBUTE_REDEFINED: "同一标签内属性重复"
        case XML_ERR_LT_IN_ATTRIBUTE: "属性值中的 < 应写作 &lt;"
        case XML_ERR_GT_REQUIRED: "标签没有以 > 结束"
        case XML_ERR_SPACE_REQUIRED: "属性之间缺少空格"
        case XML_ERR_COMMENT_NOT_FINISHED: "注释没有以 --> 结束"
        case XML_ERR_HYPHEN_IN_COMMENT: "注释内不能有 --"
        case XML_ERR_CDATA_NOT_FINISHED: "CDATA 没有以 ]]> 结束"
        case XML_ERR_MISPLACED_CDATA_END: "文字中的 ]]> 应写作 ]]&gt;"
        case XML_ERR_PI_NOT_FINISHED: "处理指令没有以 ?> 结束"
        case XML_ERR_RESERVED_XML_NAME: "XML 声明只能位于文件开头"
        case XML_ERR_DOCTYPE_NOT_FINISHED: "DOCTYPE 没有结束"
        default: nil
        }
    }
}
