import Foundation
import Testing

/// A time-stamp authority of the tests' own: OpenSSL with certificates made for it, in a folder.
public struct TestAuthority: Sendable {
    /// The key that signs time stamps.
    public enum Key: String, Sendable, CaseIterable {
        case rsa = "RSA", p256 = "P-256", p384 = "P-384"

        var arguments: [String] {
            self == .rsa ? ["RSA", "-pkeyopt", "rsa_keygen_bits:2048"] : ["EC", "-pkeyopt", "ec_paramgen_curve:\(rawValue)"]
        }
    }

    /// What may differ from a good authority.
    public struct Options: Sendable {
        public var key = Key.p256
        /// By which it signs: `sha256`, `sha384`, `sha512`.
        public var digest = "sha256"
        /// Whether another certificate stands between the signer's and the root.
        public var hasIntermediate = false
        /// Whether the chain comes with a token: OpenSSL then writes it in an order that DER forbids.
        public var sendsChain = false
        public var extendedKeyUsage = "critical,timeStamping"
        public var keyUsage = "critical,digitalSignature"
        /// Of the signer's certificate, as `20260101000000Z`.
        public var from = "20200101000000Z"
        public var until = "20491231235959Z"
        /// Of the authority that issues the signer's certificate.
        public var issuerKeyUsage = "critical,keyCertSign,cRLSign"
        public var issuerUntil = "20491231235959Z"
        /// By which the signature names its certificate: `sha1`, `sha256`, `sha512`.
        public var certificateDigest = "sha256"
        /// Lines for the section of the authority, which take the place of these.
        public var settings = "accuracy = secs:1, millisecs:500, microsecs:100\nordering = yes\ntsa_name = yes\nclock_precision_digits = 3"

        public init() {}
    }

    public let folder: URL
    public let options: Options
    public static let policy = "1.2.3.4.1"
    /// Whether the tests that need OpenSSL's command have to run: in continuous integration its absence is a failure.
    public static let isWanted =
        ProcessInfo.processInfo.environment["CI"] == "true" || (try? run(["version"], in: FileManager.default.temporaryDirectory)) != nil

    /// Makes keys and certificates in a new folder within the one given.
    public init(in parent: URL, _ options: Options = Options()) throws {
        self.options = options
        folder = parent.appendingPathComponent("authority-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appendingPathComponent("issued"), withIntermediateDirectories: true)
        try write("", to: "issued.txt")
        try write("01", to: "serial.txt")
        try write(Self.issuing(options), to: "ca.cnf")
        try write(Self.stamping(options), to: "tsa.cnf")
        try openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "root.key")
        try openssl(
            "req", "-x509", "-config", "ca.cnf", "-extensions", "root", "-key", "root.key", "-subj", "/C=CN/O=虚构时间戳/CN=Root", "-utf8",
            "-days", "9000", "-out", "root.pem")
        if options.hasIntermediate {
            try issue("middle", key: .p256, subject: "/C=CN/O=虚构时间戳/CN=Middle", extensions: "issuer", by: "root")
        }
        try issue(
            "signer", key: options.key, subject: "/C=CN/O=虚构时间戳/CN=Signer", extensions: "signer",
            by: options.hasIntermediate ? "middle" : "root")
        try write((options.hasIntermediate ? try text("middle.pem") : "") + (try text("root.pem")), to: "chain.pem")
    }

    /// Issues a certificate with the key `NAME.key` as `NAME.pem`.
    public func issue(_ name: String, key: Key, subject: String, extensions: String, by issuer: String) throws {
        try openssl(["genpkey", "-algorithm"] + key.arguments + ["-out", "\(name).key"])
        try openssl("req", "-new", "-config", "ca.cnf", "-key", "\(name).key", "-subj", subject, "-utf8", "-out", "\(name).csr")
        try openssl(
            "ca", "-batch", "-config", "ca.cnf", "-extensions", extensions, "-cert", "\(issuer).pem", "-keyfile", "\(issuer).key",
            "-startdate", extensions == "signer" ? options.from : "20200101000000Z",
            "-enddate", extensions == "signer" ? options.until : options.issuerUntil, "-notext", "-in", "\(name).csr", "-out", "\(name).pem")
    }

    private static func issuing(_ options: Options) -> String {
        """
        [ca]
        default_ca = any
        [any]
        database = issued.txt
        new_certs_dir = issued
        rand_serial = yes
        unique_subject = no
        default_md = sha256
        policy = policy
        copy_extensions = none
        [policy]
        countryName = optional
        organizationName = optional
        commonName = supplied
        [req]
        distinguished_name = name
        string_mask = utf8only
        prompt = no
        [name]
        [root]
        basicConstraints = critical,CA:true
        keyUsage = critical,keyCertSign,cRLSign
        subjectKeyIdentifier = hash
        [issuer]
        basicConstraints = critical,CA:true
        keyUsage = \(options.issuerKeyUsage)
        subjectKeyIdentifier = hash
        authorityKeyIdentifier = keyid
        [signer]
        basicConstraints = critical,CA:false
        \(options.keyUsage.isEmpty ? "" : "keyUsage = \(options.keyUsage)")
        \(options.extendedKeyUsage.isEmpty ? "" : "extendedKeyUsage = \(options.extendedKeyUsage)")
        subjectKeyIdentifier = hash
        authorityKeyIdentifier = keyid
        [other]
        basicConstraints = critical,CA:false
        keyUsage = critical,digitalSignature
        extendedKeyUsage = critical,timeStamping
        """
    }

    private static func stamping(_ options: Options) -> String {
        """
        [tsa]
        default_tsa = authority
        [authority]
        serial = serial.txt
        crypto_device = builtin
        signer_cert = signer.pem
        signer_key = signer.key
        signer_digest = \(options.digest)
        default_policy = \(policy)
        other_policies = 1.2.3.4.2
        digests = sha256, sha384, sha512, sm3
        ess_cert_id_alg = \(options.certificateDigest)
        \(options.sendsChain ? "certs = chain.pem" : "")
        \(options.settings)
        """
    }

    // MARK: - Stamping

    /// The root's certificate in PEM.
    public var roots: String { get throws { try text("root.pem") } }

    /// The certificates between root and signer, in PEM.
    public var others: String { get throws { options.hasIntermediate ? try text("middle.pem") : "" } }

    /// OpenSSL's answer to a request.
    public func reply(to request: [UInt8]) throws -> [UInt8] {
        let name = try temporary(request)
        try openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", name, "-out", "\(name).reply")
        return try bytes("\(name).reply")
    }

    /// Whether OpenSSL takes an answer for a proof of the data.
    public func accepts(_ reply: [UInt8], of data: [UInt8], arguments: [String] = []) throws -> Bool {
        let reply = try temporary(reply), data = try temporary(data)
        let process = try Self.start(
            ["ts", "-verify", "-data", data, "-in", reply, "-CAfile", "root.pem"]
                + (options.hasIntermediate ? ["-untrusted", "middle.pem"] : []) + arguments, in: folder)
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    // MARK: - Files

    /// Writes bytes to a new file in the folder.
    /// - Returns: its name.
    public func temporary(_ bytes: [UInt8]) throws -> String {
        let name = UUID().uuidString
        try Data(bytes).write(to: folder.appendingPathComponent(name))
        return name
    }

    public func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appendingPathComponent(name))) }

    public func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    private func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }

    // MARK: - OpenSSL

    @discardableResult
    public func openssl(_ arguments: String...) throws -> String { try openssl(arguments) }

    /// Runs OpenSSL in the folder.
    /// - Returns: what it printed.
    @discardableResult
    public func openssl(_ arguments: [String]) throws -> String { try Self.run(arguments, in: folder) }

    private static func run(_ arguments: [String], in folder: URL) throws -> String {
        let pipe = Pipe()
        let process = try start(arguments, in: folder, output: pipe)
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "openssl \(arguments.joined(separator: " ")): \(output)")
        return output
    }

    private static func start(_ arguments: [String], in folder: URL, output: Pipe? = nil) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.currentDirectoryURL = folder
        // The machine's own configuration gives names to numbers and more.
        process.environment = ProcessInfo.processInfo.environment.merging(["OPENSSL_CONF": "/dev/null"]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output ?? FileHandle.nullDevice
        process.standardError = output ?? FileHandle.nullDevice
        try process.run()
        return process
    }
}
