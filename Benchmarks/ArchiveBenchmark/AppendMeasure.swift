import Foundation
import GRDB
import KaipanArchive
import KaipanLog
import KaipanPostgres
import KaipanText

/// Durable appends, one by one and in batches, in turn with bare inserts of the same bytes.
///
///     archive-benchmark append [--count N] [--rounds N] [--postgres postgresql://…]
struct AppendMeasure {
    let options: BenchmarkOptions

    func run() throws {
        let count = options.number("count", 500), rounds = Int(options.number("rounds", 7))
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-append-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (master, _) = MasterKey.random()
        let archive = try Archive.create(at: .folder(folder.appendingPathComponent("archive").path), name: "bench.example/append", master: master)
        let bare = try DatabasePool(path: folder.appendingPathComponent("bare.db").path)
        try bare.writeWithoutTransaction { database in
            // After GRDB's own NORMAL, as in the archive.
            try database.execute(sql: "pragma synchronous = full; create table t (id integer primary key, leaf blob not null, body blob not null)")
        }
        try compare("SQLite", archive, count: Int(count), rounds: rounds) { leaf, body, batch in
            try bare.write { database in
                let statement = try database.cachedStatement(sql: "insert into t (leaf, body) values (?, ?)")
                for _ in 0..<batch { try statement.execute(arguments: [Data(leaf), Data(body)]) }
            }
        }
        guard let address = options.text("postgres") else { return }
        let server = try Archive.create(at: .server(address: address, journal: nil), name: "bench.example/append", master: master)
        let connection = try PostgresConnection(address)
        try connection.run("create table if not exists bare (id bigserial primary key, leaf bytea not null, body bytea not null)")
        try compare("PostgreSQL", server, count: Int(count), rounds: rounds) { leaf, body, batch in
            try connection.transaction(converting: { $0 }) { () throws(PostgresError) in
                for _ in 0..<batch { _ = try connection.query("insert into bare (leaf, body) values ($1, $2)", [.bytes(leaf), .bytes(body)]) }
            }
        }
    }

    private func compare(_ name: String, _ archive: Archive, count: Int, rounds: Int, bare: ([UInt8], [UInt8], Int) throws -> Void) throws {
        let draft = { (number: Int) in
            Draft(.visit, data: ["channel": "phone", "n": .integer(Int64(number))],
                content: (.archive, .object(["note": .string("第 \(number) 次到访，看了样板房，问了学区和交房时间。")])))
        }
        let first = try archive.append([draft(0)])
        let stored = try archive.record(at: first.positions.lowerBound)
        let leaf = stored.bytes, body = stored.ciphertext ?? []
        for batch in [1, 100] {
            let turns = max(1, count / batch)
            var ratios: [Double] = [], own: [Double] = [], peer: [Double] = []
            for _ in 0..<rounds {
                own.append(try Clock.seconds { for _ in 0..<turns { try archive.append((0..<batch).map(draft)) } })
                peer.append(try Clock.seconds { for _ in 0..<turns { try bare(leaf, body, batch) } })
                ratios.append(peer.last! / own.last!)
            }
            let records = Double(turns * batch)
            print(String(
                format: "%@, %d a transaction: archive %.0f records/s, bare inserts %.0f records/s, ratio %.2f (%.2f…%.2f over %d rounds)",
                name, batch, records / own.median, records / peer.median, ratios.median, ratios.min()!, ratios.max()!, rounds))
        }
    }
}
