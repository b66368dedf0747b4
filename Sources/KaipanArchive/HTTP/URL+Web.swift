import Foundation

extension URL {
    /// - Returns: nil for what does not begin with `http://` or `https://` or names no host.
    init?(web address: String) {
        guard let url = URL(string: address), let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme),
            url.host?.isEmpty == false
        else { return nil }
        self = url
    }

    /// The address without an account, and without what stands behind the question mark.
    var withoutSecrets: String {
        var parts = URLComponents(url: self, resolvingAgainstBaseURL: false)
        parts?.user = nil
        parts?.password = nil
        parts?.query = nil
        parts?.fragment = nil
        return parts?.string ?? host ?? ""
    }
}
