import KaipanNames
import KaipanText

/// An alignment strip as a small table: both names, what each column is, and greyed what is not compared.
struct HTMLAlignment {
    let alignment: NameAlignment
    let words: HTMLWords

    var html: HTML {
        let columns = alignment.columns
        func cells(_ text: (AlignmentColumn) -> String, _ part: (AlignmentColumn) -> NamePart?) -> HTML {
            columns.map { column -> HTML in
                let style = part(column).map { $0 != .core } ?? false ? "apart" : column.mark == .same ? "" : "differs"
                return "<td class=\"\(style)\">\(text(column))</td>"
            }.joined()
        }
        let marks: HTML = columns.map { column -> HTML in
            let part = column.stripped.flatMap { AlignmentWords.title($0)?[words.language] }
            let readings = column.readings.isEmpty ? "" : " " + column.readings.joined(separator: " · ")
            return "<td>\(part ?? AlignmentWords.title(column.mark)[words.language] + readings)</td>"
        }.joined()
        return """
            <div class="scroll"><table class="strip">
            <tr class="char"><th scope="row">\(words("本名", "this name"))</th>\(cells({ $0.name ?? "" }, \.namePart))</tr>
            <tr class="char"><th scope="row">\(words("在先", "the other"))</th>\(cells({ $0.registered ?? "" }, \.registeredPart))</tr>
            <tr class="mark"><th scope="row">\(words("关系", "relation"))</th>\(marks)</tr>
            </table></div>

            """
    }
}
