/// What one character means inside a number.
enum NumeralToken: Equatable {
    /// 0…9.
    case digit(Int, isCapital: Bool)
    /// Ten, a hundred, a thousand.
    case unit(Int, isCapital: Bool)
    /// 万 and 亿.
    case scale(Int)
    /// 廿, 卅, 卌: whole tens.
    case tens(Int)
    /// 点 between a number and its decimals.
    case point
    /// 半.
    case half
    /// 多, 余, 几 behind a number.
    case more
    case other

    init(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "零", "〇": self = .digit(0, isCapital: false)
        case "一": self = .digit(1, isCapital: false)
        case "二", "两", "俩": self = .digit(2, isCapital: false)
        case "三": self = .digit(3, isCapital: false)
        case "四": self = .digit(4, isCapital: false)
        case "五": self = .digit(5, isCapital: false)
        case "六": self = .digit(6, isCapital: false)
        case "七": self = .digit(7, isCapital: false)
        case "八": self = .digit(8, isCapital: false)
        case "九": self = .digit(9, isCapital: false)
        case "壹": self = .digit(1, isCapital: true)
        case "贰": self = .digit(2, isCapital: true)
        case "叁": self = .digit(3, isCapital: true)
        case "肆": self = .digit(4, isCapital: true)
        case "伍": self = .digit(5, isCapital: true)
        case "陆": self = .digit(6, isCapital: true)
        case "柒": self = .digit(7, isCapital: true)
        case "捌": self = .digit(8, isCapital: true)
        case "玖": self = .digit(9, isCapital: true)
        case "十": self = .unit(10, isCapital: false)
        case "百": self = .unit(100, isCapital: false)
        case "千": self = .unit(1000, isCapital: false)
        case "拾": self = .unit(10, isCapital: true)
        case "佰": self = .unit(100, isCapital: true)
        case "仟": self = .unit(1000, isCapital: true)
        case "万": self = .scale(10_000)
        case "亿": self = .scale(100_000_000)
        case "廿": self = .tens(20)
        case "卅": self = .tens(30)
        case "卌": self = .tens(40)
        case "点": self = .point
        case "半": self = .half
        case "多", "余", "几": self = .more
        default: self = .other
        }
    }

    /// Whether a number may begin with it.
    var mayBegin: Bool {
        switch self {
        case .digit, .unit, .scale, .tens, .half: true
        case .point, .more, .other: false
        }
    }

    var isCapital: Bool {
        switch self {
        case .digit(_, let isCapital), .unit(_, let isCapital): isCapital
        default: false
        }
    }
}
