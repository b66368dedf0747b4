import KaipanChecks
import KaipanDocuments
import KaipanRules
import KaipanText

/// What a page says, in one language.
struct HTMLWords {
    let language: Language

    func callAsFunction(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }

    func name(of severity: Severity) -> String {
        switch severity {
        case .error: self("错误", "Error")
        case .warning: self("警告", "Warning")
        case .notice: self("提示", "Notice")
        }
    }

    func name(of kind: DocumentKind) -> String {
        switch kind {
        case .advertisement: self("广告", "Advertisement")
        case .brochure: self("楼书", "Brochure")
        case .webPage: self("网页", "Web page")
        case .priceList: self("价目表", "Price list")
        case .display: self("销售道具", "Display")
        case .subscription: self("认购书", "Subscription")
        case .contract: self("合同", "Contract")
        case .script: self("销售说辞", "Script")
        case .conversation: self("销售对话", "Conversation")
        case .plan: self("方案", "Plan")
        case .name: self("案名", "Name")
        case .notice: self("通知", "Notice")
        }
    }

    func name(of source: DocumentReport.KindSource) -> String {
        switch source {
        case .option: self("命令行指定", "by --kind")
        case .configuration: self(".kaipan.yml 指定", "by .kaipan.yml")
        case .document: self("文档自述", "by the document itself")
        case .byDefault: self("默认", "by default")
        }
    }

    /// What a reader has to be told of a block; nil for those that speak for themselves.
    func label(of role: BlockRole) -> String? {
        switch role {
        case .title, .heading, .paragraph, .listItem, .cell, .code, .utterance: nil
        case .caption: self("图表说明", "Caption")
        case .alternativeText: self("图片替代文字", "Alternative text")
        case .metadata: self("页面描述", "Description of the page")
        case .note: self("注释", "Note")
        case .header: self("页眉", "Page header")
        case .footer: self("页脚", "Page footer")
        case .field: self("字段", "Field")
        }
    }

    func name(of speaker: Speaker) -> String {
        switch speaker {
        case .seller: self("销售", "Seller")
        case .customer: self("客户", "Customer")
        }
    }

    var between: String { self("；", "; ") }
}
