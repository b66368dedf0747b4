import Foundation
import KaipanText
import KaipanTestSupport
import Testing

struct NumeralTests {
    private static func decimal(_ text: String) -> Decimal { Decimal(string: text) ?? .nan }

    /// A number as the tests write it: its value, then `%`, `#` (ordinal) or `~` (inexact).
    private func describe(_ numeral: Numeral) -> String {
        "\(numeral.value)\(numeral.isPercent ? "%" : "")\(numeral.isOrdinal ? "#" : "")\(numeral.isApproximate ? "~" : "")"
    }

    // MARK: - Numbers

    @Test(arguments: [
        ("0", "0"), ("20", "20"), ("007", "7"), ("3.5", "3.5"), ("3,000", "3000"), ("1,234,567.89", "1234567.89"),
        ("零", "0"), ("十", "10"), ("十五", "15"), ("二十", "20"), ("二十五", "25"), ("廿五", "25"), ("卅", "30"), ("一百", "100"),
        ("一百零五", "105"), ("一百一十", "110"), ("一百二", "120"), ("两百五", "250"), ("三千五", "3500"), ("三万五", "35000"),
        ("二千零五", "2005"), ("二千零五十", "2050"), ("一万零十", "10010"), ("二十五万六千", "256000"), ("三十万零五百", "300500"),
        ("一亿", "100000000"), ("一亿三千万", "130000000"), ("一亿零五十万", "100500000"), ("一万亿", "1000000000000"),
        ("三万半", "35000"), ("三点五", "3.5"), ("零点二五", "0.25"), ("三点五万", "35000"), ("二十点五", "20.5"),
        ("二〇二四", "2024"), ("二零二四", "2024"), ("一二三", "123"), ("八五", "85"),
        ("壹佰万", "1000000"), ("伍拾", "50"), ("贰拾万叁仟", "203000"), ("壹仟零伍", "1005"),
        ("3万", "30000"), ("3万5", "35000"), ("3万5千", "35000"), ("3万5000", "35000"), ("3.5万", "35000"), ("1.2亿", "120000000"),
        ("3千万", "30000000"), ("1亿2000万", "120000000"), ("5千3百", "5300"), ("3百20", "320"), ("5万亿", "5000000000000"),
        ("20%", "20%"), ("0.5%", "0.5%"), ("20 %", "20%"), ("5‰", "0.5%"), ("2个百分点", "2%"), ("百分之二十", "20%"), ("百分之20", "20%"),
        ("百分之零点五", "0.5%"), ("百分之百", "100%"), ("百分百", "100%"), ("千分之三", "0.3%"), ("万分之五", "0.05%"),
        ("两成", "20%"), ("三成半", "35%"), ("2成", "20%"), ("1.5成", "15%"), ("十分之三", "30%"), ("四分之一", "25%"), ("一半", "50%"),
        ("第一", "1#"), ("第十二", "12#"), ("第3", "3#"),
        ("十多", "10~"), ("三百余", "300~"), ("十几", "10~"), ("几十万", "100000~"), ("数百", "100~"), ("30多万", "300000~"),
        ("三四", "3~"), ("三五", "3~"), ("十七八", "17~"), ("二十一二", "21~"), ("三四十万", "300000~"), ("两三", "2~"), ("百分之二十多", "20%~"),
    ])
    func wholeTextIsOneNumber(text: String, expected: String) throws {
        let bytes = Array(text.utf8)
        let numeral = try #require(NumeralParser.firstNumeral(in: bytes, from: 0))
        #expect(describe(numeral) == expected)
        #expect(numeral.range == 0..<bytes.count)
    }

    @Test(arguments: [
        ("20%", Numeral.Notation.arabic), ("3,000", .arabic), ("二十", .chinese), ("百分之二", .chinese), ("贰拾", .capital),
        ("壹佰万", .capital), ("3万", .mixed), ("2成", .mixed), ("30多", .mixed),
    ])
    func notation(text: String, expected: Numeral.Notation) {
        #expect(NumeralParser.firstNumeral(in: Array(text.utf8), from: 0)?.notation == expected)
    }

    @Test(arguments: [
        ("15-20", ["15", "20"]), ("15~20年", ["15", "20"]), ("十五至二十", ["15", "20"]), ("1,2,3", ["1", "2", "3"]),
        ("2024.5.1", ["2024", "5", "1"]), ("2024年5月1日", ["2024", "5", "1"]), ("10,20", ["10", "20"]),
        ("100万3房", ["1000000", "3"]), ("50万2024年交付", ["500000", "2024"]), ("三万一平", ["30000"]),
        ("三点五十分", ["3", "50"]), ("8点30", ["8", "30"]), ("三室两厅", ["3", "2"]), ("首付30%余款", ["30%"]),
        ("首付2成,总价98万起", ["20%", "980000"]), ("三成交", ["3"]), ("三年半价", ["3"]), ("2024万科新品", ["2024"]),
        ("第一年和第2年", ["1#", "2#"]), ("人均3.5.", ["3.5"]), ("二十分钟", ["20"]), ("十分钟", ["10"]), ("万元大奖", ["10000"]),
        ("百万元", ["1000000"]), ("数十万元", ["100000~"]), ("上百套", ["100~"]),
    ])
    func numbersInAText(text: String, expected: [String]) {
        #expect(NumeralParser.numerals(in: Array(text.utf8)).map(describe) == expected)
    }

    @Test(arguments: [
        "", "唯一", "统一", "同一", "一切", "一般", "一起", "一定", "万科", "万达", "万一", "千万不要", "百姓", "百货", "十分满意", "三包服务", "半岛", "半山",
        "五星级", "四季", "三亚", "二手", "陆家嘴", "队伍", "收拾", "零售", "周末", "h5", "m2", "g20", "百万豪宅", "总价万元", "几乎", "数量", "第", "多少", "点",
        "99999999999999999999999999999999999999999",
    ])
    func noNumbers(text: String) {
        #expect(NumeralParser.numerals(in: Array(text.utf8)).isEmpty)
    }

    @Test func aNumberLiesInTheGivenPart() {
        let bytes = Array("定金三万元,首付20%".utf8)
        #expect(NumeralParser.firstNumeral(in: bytes, from: 6)?.range == 6..<12)
        #expect(NumeralParser.firstNumeral(in: bytes, from: 12)?.value == 20)
        #expect(NumeralParser.firstNumeral(in: bytes, from: 6, to: 9)?.value == 3)
        #expect(NumeralParser.firstNumeral(in: bytes, from: 12, to: 20) == nil)
        #expect(NumeralParser.numerals(in: bytes, range: 0..<bytes.count).map(\.range) == [6..<12, 22..<25])
    }

    @Test func longRowsAreReadInOnePass() {
        for row in ["1", "一", "1,111", "万", "百", "几", "第", "十几", "三点", "半"] {
            let bytes = Array(String(repeating: row, count: 20_000).utf8)
            #expect(NumeralParser.numerals(in: bytes).allSatisfy { $0.range.upperBound <= bytes.count })
        }
    }

    @Test func anyBytesAreReadWithoutHarm() {
        var random = SeededGenerator(seed: 11)
        let pieces = ["一", "万", "十", "点", "半", "成", "分之", "百", "第", "3", ".", ",", "%", "年", "个", "几", "多", "元", "¥", "a", "升", " "]
        for _ in 0..<3000 {
            var text = ""
            for _ in 0..<Int.random(in: 1...12, using: &random) { text += pieces.randomElement(using: &random) ?? "" }
            let bytes = Array(text.utf8)
            var end = 0
            for numeral in NumeralParser.numerals(in: bytes) {
                #expect(numeral.range.lowerBound >= end && !numeral.range.isEmpty && numeral.range.upperBound <= bytes.count)
                #expect(String(validating: bytes[numeral.range], as: UTF8.self) != nil, "\(text)")
                end = numeral.range.upperBound
            }
            end = 0
            for quantity in QuantityParser.quantities(in: bytes) {
                #expect(quantity.range.lowerBound >= end && quantity.range.upperBound <= bytes.count, "\(text)")
                #expect(String(validating: bytes[quantity.range], as: UTF8.self) != nil, "\(text)")
                end = quantity.range.upperBound
            }
        }
    }

    // MARK: - Written and read back

    @Test(arguments: ["arabic", "commas", "chinese", "capital", "digits", "scale", "percent", "百分之"])
    func writtenNumbersAreReadBack(notation: String) throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<500 {
            let digits = Int.random(in: 1...12, using: &random)
            let number = Int.random(in: 1..<Self.power(digits), using: &random)
            let (text, value) = Self.write(number, notation)
            let bytes = Array("共\(text)吧".utf8)
            let numeral = try #require(NumeralParser.firstNumeral(in: bytes, from: 0), "\(text)")
            #expect(numeral.value == value, "\(text)")
            #expect(numeral.range == 3..<bytes.count - 3, "\(text)")
            #expect(numeral.isPercent == ["percent", "百分之"].contains(notation))
            #expect(!numeral.isApproximate, "\(text)")
        }
    }

    private static func power(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { power, _ in power * 10 } }

    private static func write(_ number: Int, _ notation: String) -> (String, Decimal) {
        let small = number % 100 + 1
        switch notation {
        case "arabic": return ("\(number)", Decimal(number))
        case "commas": return (commas(number), Decimal(number))
        case "chinese": return (chinese(number, "零一二三四五六七八九", "十百千"), Decimal(number))
        case "capital":
            // A single capital is a surname or a name (伍, 壹号).
            return (chinese(number + 10, "零壹贰叁肆伍陆柒捌玖", "拾佰仟"), Decimal(number + 10))
        case "digits":
            // Two digits alone may mean "three or four"; a row of three or more is a number.
            let row = number % 900_000 + 100_000
            let names = Array("〇一二三四五六七八九")
            return (String(String(row).compactMap(\.wholeNumberValue).map { names[$0] }), Decimal(row))
        case "scale": return ("\(number % 9999 + 1)万", Decimal(number % 9999 + 1) * 10_000)
        case "percent": return ("\(small)%", Decimal(small))
        default: return ("百分之" + chinese(small, "零一二三四五六七八九", "十百千"), Decimal(small))
        }
    }

    private static func commas(_ number: Int) -> String {
        var text = String(number)
        var position = text.count - 3
        while position > 0 {
            text.insert(",", at: text.index(text.startIndex, offsetBy: position))
            position -= 3
        }
        return text
    }

    /// The full written form: 10,010 is 一万零一十.
    private static func chinese(_ number: Int, _ digits: String, _ units: String) -> String {
        let names = Array(digits), small = [""] + units.map(String.init)
        var text = ""
        var needsZero = false
        for (scale, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
            let group = number / scale % 10_000
            guard group > 0 else {
                needsZero = needsZero || !text.isEmpty
                continue
            }
            if !text.isEmpty, group < 1000 { needsZero = true }
            for position in stride(from: 3, through: 0, by: -1) {
                let digit = group / power(position) % 10
                if digit == 0 {
                    needsZero = needsZero || (!text.isEmpty && group % power(position) > 0)
                    continue
                }
                if needsZero, !text.isEmpty { text.append(names[0]) }
                needsZero = false
                text.append(names[digit])
                text += small[position]
            }
            text += name
        }
        return text
    }

    // MARK: - Quantities

    @Test(arguments: [
        ("50万元", "500000", MeasureUnit.yuan), ("五十万元", "500000", .yuan), ("壹佰万元整", "1000000", .yuan), ("¥3,000", "3000", .yuan),
        ("¥ 3000", "3000", .yuan), ("人民币5万元", "50000", .yuan), ("rmb5万", "50000", .yuan), ("300块", "300", .yuan), ("三百块钱", "300", .yuan),
        ("1.2亿元", "120000000", .yuan), ("70年", "70", .year), ("七十年", "70", .year), ("半年", "0.5", .year), ("一年半", "1.5", .year),
        ("两年多", "2", .year), ("十多年", "10", .year), ("3个月", "3", .month), ("两个半月", "2.5", .month), ("半个月", "0.5", .month), ("24月", "24", .month),
        ("3月内", "3", .month), ("30日", "30", .day), ("七天", "7", .day), ("15个工作日", "15", .day), ("两周", "14", .day), ("半天", "0.5", .day),
        ("24小时", "24", .hour), ("一个半小时", "1.5", .hour), ("15分钟", "15", .minute), ("十分钟", "10", .minute), ("30秒", "0.5", .minute),
        ("一刻钟", "15", .minute), ("89m2", "89", .squareMetre), ("89.5平方米", "89.5", .squareMetre), ("89 m2", "89", .squareMetre),
        ("一百二十平", "120", .squareMetre), ("200大平层", "200", .none), ("120方", "120", .squareMetre), ("三公里", "3000", .metre), ("3km", "3000", .metre),
        ("500米", "500", .metre), ("2米8", "2.8", .metre), ("三米六层高", "3.6", .metre), ("20%", "20", .percent), ("两成", "20", .percent),
        ("百分之五", "5", .percent), ("100套", "100", .none), ("5万", "50000", .none),
    ])
    func quantities(text: String, value: String, unit: MeasureUnit) throws {
        let found = QuantityParser.quantities(in: Array("共\(text)".utf8))
        let quantity = try #require(found.first)
        #expect(found.count == 1)
        #expect(quantity.value == Self.decimal(value))
        #expect(quantity.unit == unit)
    }

    @Test(arguments: [
        ("定金人民币5万元整。", "人民币5万元整"), ("总价98万起", "98万"), ("总价 ¥98万 起", "¥98万"), ("质保两年多呢", "两年多"), ("面积89 m2起", "89 m2"),
        ("层高3米6,", "3米6"), ("首付两成半吧", "两成半"), ("满一年半后", "一年半"), ("一年半价", "一年"), ("三天然气", "三"),
    ])
    func rangeOfAQuantity(text: String, expected: String) throws {
        let bytes = Array(text.utf8)
        let quantity = try #require(QuantityParser.quantities(in: bytes).first)
        #expect(String(decoding: bytes[quantity.range], as: UTF8.self) == expected)
    }

    @Test(arguments: [
        "2024年5月1日", "二〇二四年十月", "24年5月", "2024-12", "5月1日", "12月", "上半年", "第三年", "第一时间", "3号楼", "二期", "5g", "10:30", "18:00", "三点半", "8点30分",
        "唯一", "统一", "一切", "万科", "千万不要", "百姓", "十分", "一般", "三包", "半岛",
    ])
    func datesOrdinalsAndLabelsCountNothing(text: String) {
        #expect(QuantityParser.quantities(in: Array(text.utf8)).isEmpty)
    }

    @Test(arguments: [
        ("三元素", MeasureUnit.none), ("3块地", .none), ("100平台", .none), ("三方案", .none), ("十年代", .none), ("三天然", .none), ("3m2b", .none), ("100mm", .none),
        ("50平方公里", .none), ("三方", .none), ("30周岁", .none), ("30日均", .none),
    ])
    func wordsThatBeginLikeAUnit(text: String, unit: MeasureUnit) {
        #expect(QuantityParser.quantities(in: Array(text.utf8)).allSatisfy { $0.unit == unit })
    }

    @Test(arguments: [
        ("总价98万起", MeasureUnit.yuan), ("定金5万", .yuan), ("5万抵10万", .yuan), ("均价3万/m2", .yuan), ("优惠2万", .yuan), ("30万业主的选择", .none),
        ("绿地30万", .none), ("罚款,5万人", .none),
    ])
    func bareAmountsAreMoneyWhereTheWordsSaySo(text: String, unit: MeasureUnit) throws {
        #expect(try #require(QuantityParser.quantities(in: Array(text.utf8)).first).unit == unit)
    }

    @Test(arguments: [
        ("2年", MeasureUnit.month, "24"), ("6个月", .year, "0.5"), ("2小时", .minute, "120"), ("90分钟", .hour, "1.5"), ("1天", .hour, "24"),
    ])
    func conversion(text: String, unit: MeasureUnit, expected: String) throws {
        let quantity = try #require(QuantityParser.quantities(in: Array(text.utf8)).first)
        #expect(quantity.value(in: unit) == Self.decimal(expected))
        #expect(quantity.value(in: .yuan) == nil)
    }
}
