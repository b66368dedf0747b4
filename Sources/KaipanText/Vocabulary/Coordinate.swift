import Foundation

/// A place on earth.
public struct Coordinate: Sendable, Hashable, Codable {
    /// Degrees east, -180…180.
    public var longitude: Double
    /// Degrees north, -90…90.
    public var latitude: Double

    /// - Returns: nil where the values are no place on earth.
    public init?(longitude: Double, latitude: Double) {
        guard (-180...180).contains(longitude), (-90...90).contains(latitude) else { return nil }
        self.longitude = longitude
        self.latitude = latitude
    }

    /// The distance along the surface in kilometres, by the haversine formula on a sphere of 6,371 km (within 0.6 %).
    public func distance(to other: Coordinate) -> Double {
        let radians = Double.pi / 180
        let a = latitude * radians, b = other.latitude * radians
        let h = pow(sin((b - a) / 2), 2) + cos(a) * cos(b) * pow(sin((other.longitude - longitude) * radians / 2), 2)
        return 2 * 6371 * asin(min(1, h.squareRoot()))
    }
}
