import KaipanChecks
import KaipanDocuments
import KaipanReports
import KaipanRules
import KaipanText

/// Checks and writes pages as the command does.
extension Run {
    /// A report that carries its document.
    func page(_ bytes: [UInt8], name: String) -> DocumentReport {
        var options = Checker.Options(settings: settings)
        options.keepsDocuments = true
        return Checker(rules: rules, options: options).check(bytes, name: name)
    }

    func page(_ text: String, name: String = "page.txt") -> DocumentReport { page(Array(text.utf8), name: name) }

    func html(_ reports: [DocumentReport], _ language: Language = .chinese, skipped: [String: Int] = [:], why: Bool = false) -> String {
        output(reports, skipped: skipped, through: HTMLReporter(info: info(language), showsExemptions: why))
    }
}
