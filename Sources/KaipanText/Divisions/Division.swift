/// An administrative division of China: a province, a city or a county.
public struct Division: Sendable, Hashable {
    public enum Level: Int, Sendable, Comparable {
        /// Provinces, autonomous regions, 直辖市 and special administrative regions.
        case province = 1
        /// 地级: cities, 自治州, 盟, 地区.
        case city = 2
        /// 县级: districts of cities, counties, banners, 县级市.
        case county = 3

        public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    /// Six digits (GB/T 2260): 440106.
    public let code: String
    /// The full name: 天河区.
    public let name: String
    public let level: Level
    /// Roughly the seat of its government; nil where the sources do not have it, which is so for a few young divisions.
    public let coordinate: Coordinate?
}
