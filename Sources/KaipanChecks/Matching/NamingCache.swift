import KaipanNames
import KaipanRules
import KaipanText
import Synchronization

/// Keeps the naming rules of the cities that were asked for: names of a stream mostly lie in one.
final class NamingCache: Sendable {
    private let folder: String?
    private let known = Mutex<[String: Result<CityNaming?, NamingError>]>([:])

    /// - Parameter folder: `Rules/naming`; nil where the packs have none.
    init(folder: String?) {
        self.folder = folder
    }

    /// The rules of a place; nil where none is known, so that only the national ones apply.
    func naming(of adcode: String) -> Result<CityNaming?, NamingError> {
        guard let folder else { return .success(nil) }
        if let found = known.withLock({ $0[adcode] }) { return found }
        let made: Result<CityNaming?, NamingError>
        do {
            made = .success(try CityNaming(adcode: adcode, folder: folder))
        } catch {
            made = .failure(error)
        }
        known.withLock { known in
            // A stream that names another place on every line must not fill the memory.
            if known.count >= 512 { known.removeAll(keepingCapacity: true) }
            known[adcode] = made
        }
        return made
    }
}

extension RuleSet {
    /// How the place compares names, where a rule of its own, its city's or its province's says so.
    ///
    /// - Parameter city: six digits; nil gives the national regulation alone.
    /// - Throws: where the file of the place cannot be used.
    public func comparisonPolicy(in city: String?) throws(NamingError) -> ComparisonPolicy {
        guard let city, let namingFolder else { return ComparisonPolicy() }
        return try CityNaming(adcode: city, folder: namingFolder)?.policy ?? ComparisonPolicy()
    }

    /// The cities' naming rules: beside the national pack.
    var namingFolder: String? {
        packs.first { $0.folder.hasSuffix("/national") }.map { $0.folder.dropLast("national".count) + "naming" }
    }
}
