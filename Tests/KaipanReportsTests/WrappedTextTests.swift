import KaipanReports
import KaipanTestSupport
import KaipanText
import Testing

@Suite struct WrappedTextTests {
    @Test func `short text is left as it is`() {
        #expect(WrappedText.wrapped("交付时间", width: 20) == "交付时间")
        #expect(WrappedText.wrapped("a\nb", mark: "+ ", width: 20) == "+ a\n  b")
        #expect(WrappedText.wrapped("很长的一行不折行", width: nil) == "很长的一行不折行")
    }

    @Test func `wide characters count two columns, and further lines hang`() {
        #expect(
            WrappedText.wrapped("合同载明房屋在十二月底之前交付给买受人", mark: "  ", hanging: 2, width: 24)
                == "  合同载明房屋在十二月底\n    之前交付给买受人")
    }

    @Test(arguments: [
        ("交付日期为2025-12-31之前，逾期另计", "2025-12-31"), ("the property fee is forty-two yuan", "forty-two"), ("面积一百多平方米即118.60平方米整", "118.60"),
        ("合同编号见封面 QCYS-2023-061802 一栏", "QCYS-2023-061802"), ("已完成全部条款的百分之 86 % 左右而已", "86 %"),
    ])
    func `no word and no number is broken`(text: String, whole: String) {
        for width in 20...60 {
            let lines = WrappedText.wrapped(text, width: width).split(separator: "\n")
            #expect(lines.contains { $0.contains(whole) }, "\(width)")
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8]) func `any text keeps its characters and fits`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = ["合同", "楼", "，", "。", "“", "”", "（", "）", "2025", "unit-3", " ", "  ", "学校", "；", "：", "、", "《", "》", "a", "%"]
        for _ in 0..<200 {
            let text = (0..<Int.random(in: 1...60, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
            let width = Int.random(in: 20...50, using: &random)
            let lines = WrappedText.wrapped(text, mark: "  ", width: width).split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
            for line in lines { #expect(DisplayWidth.columns(of: line) <= width, "\(width): \(line)") }
        }
    }

    @Test func `what has no place to break is broken where the line ends`() {
        let lines = WrappedText.wrapped(String(repeating: "x", count: 50), width: 20).split(separator: "\n")
        #expect(lines.map(\.count) == [20, 20, 10])
        // A word that is longer than the next line has room for, too.
        let hanging = WrappedText.wrapped("a " + String(repeating: "y", count: 25), mark: "  ", hanging: 4, width: 20).split(separator: "\n")
        #expect(hanging.allSatisfy { $0.count <= 20 } && hanging.joined().filter { $0 == "y" }.count == 25)
    }

    @Test func `a line does not begin with a closing mark or end with an opening one`() {
        for width in 20...40 {
            let lines = WrappedText.wrapped("买受人说“明白，学校要看教育局公布的范围（以当年为准）”，你们不保证。", width: width).split(separator: "\n")
            for line in lines { #expect(!"，。”）".contains(line.first!) && !"“（".contains(line.last!)) }
        }
    }
}
