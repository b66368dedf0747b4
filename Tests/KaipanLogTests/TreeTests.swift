import KaipanLog
import Testing

@Suite struct TreeTests {
    /// The definition of RFC 6962, section 2.1, taken literally.
    static func definedRoot(_ leaves: ArraySlice<LogHash>) -> LogHash {
        guard leaves.count > 1 else { return leaves.first ?? MerkleTree.emptyRoot }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        let middle = leaves.startIndex + half
        return MerkleTree.nodeHash(definedRoot(leaves[..<middle]), definedRoot(leaves[middle...]))
    }

    static func leaves(_ count: Int) -> [LogHash] {
        (0..<count).map { MerkleTree.leafHash(Array("entry \($0)".utf8)) }
    }

    @Test func `leaf and node hashes are those of the published vectors`() {
        #expect(MerkleTree.leafHash([0x00]).hex == "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7")
        #expect(MerkleTree.leafHash(Array(UInt8(0x10)...0x1F)).hex == "3bfb960453ebaebf33727da7a1f4db38acc051d381b6da20d6d4e88f0eabfd7a")
        let node = MerkleTree.nodeHash(LogHash(Array(UInt8(0)...31))!, LogHash(Array(UInt8(32)...63))!)
        #expect(node.hex == "1a378704c17da31e2d05b6d121c2bb2c7d76f6ee6fa8f983e596c2d034963c57")
    }

    @Test(arguments: 0...8) func `roots are those of the published vectors`(size: Int) throws {
        let leaves = TestVectors.leaves.prefix(size).map { MerkleTree.leafHash($0) }
        #expect(MerkleTree(leaves: leaves).root == TestVectors.roots[size])
        #expect(try TestVectors.tree.root(atSize: size) == TestVectors.roots[size])
    }

    @Test func `a frontier has the root of the definition at every size`() throws {
        let leaves = Self.leaves(300)
        var frontier = TreeFrontier()
        for size in 0...leaves.count {
            #expect(frontier.size == size)
            #expect(frontier.root == Self.definedRoot(leaves[..<size]))
            if size < leaves.count { frontier.append(leaves[size]) }
        }
    }

    @Test func `an append returns the subtrees it completes, and all of them together are the nodes of the tree`() throws {
        let leaves = Self.leaves(200)
        var frontier = TreeFrontier()
        var nodes: [TreePosition: LogHash] = [:]
        for leaf in leaves {
            for subtree in frontier.append(leaf) {
                #expect(nodes.updateValue(subtree.hash, forKey: subtree.position) == nil)
            }
        }
        for (position, hash) in nodes {
            let covered = position.index << position.level..<(position.index + 1) << position.level
            #expect(hash == Self.definedRoot(leaves[covered]))
        }
        #expect(nodes.count == (0..<8).reduce(0) { $0 + 200 >> $1 })
        #expect(frontier.subtrees.allSatisfy { nodes[$0.position] == $0.hash })
    }

    @Test(arguments: [0, 1, 2, 3, 255, 256, 1000]) func `a frontier is read back from its bytes and goes on`(size: Int) throws {
        let leaves = Self.leaves(size + 1)
        var frontier = TreeFrontier()
        for leaf in leaves.dropLast() { frontier.append(leaf) }
        var read = try TreeFrontier(decoding: frontier.encoded)
        #expect(read == frontier)
        #expect(try MerkleTree(leaves: leaves).frontier(atSize: size) == frontier)
        read.append(leaves[size])
        #expect(read.root == Self.definedRoot(leaves[...]))
    }

    @Test func `bytes that are no frontier are refused`() throws {
        var frontier = TreeFrontier()
        for leaf in Self.leaves(5) { frontier.append(leaf) }
        let bytes = frontier.encoded
        for length in 0..<bytes.count {
            #expect(throws: ProofError.self) { try TreeFrontier(decoding: Array(bytes.prefix(length))) }
        }
        #expect(throws: ProofError.frontier(size: 5, hashes: 3)) { try TreeFrontier(decoding: bytes + [UInt8](repeating: 0, count: 32)) }
        var other = bytes
        other[7] = 7
        #expect(throws: ProofError.frontier(size: 7, hashes: 2)) { try TreeFrontier(decoding: other) }
        other[0] = 0x80
        #expect(throws: ProofError.self) { try TreeFrontier(decoding: other) }
    }

    @Test func `a hash is read from hexadecimal and base64 and from nothing else`() {
        let hash = TestVectors.roots[8]
        #expect(LogHash(hex: hash.hex) == hash)
        #expect(LogHash(base64: hash.base64) == hash)
        #expect(LogHash(hash.bytes) == hash)
        #expect(LogHash(hash.bytes.dropLast()) == nil)
        #expect(LogHash(hex: hash.hex.uppercased()) == nil)
        #expect(LogHash(hex: String(hash.hex.dropLast())) == nil)
        #expect(LogHash(hex: hash.hex + "00") == nil)
        #expect(LogHash(base64: String(hash.base64.dropLast())) == nil)
        // The last character before the padding carries two bits that mean nothing; only zeroes are canonical.
        var base64 = Array(hash.base64)
        base64[42] = base64[42] == "B" ? "C" : "B"
        #expect(LogHash(base64: String(base64)) == nil)
        #expect(LogHash(base64: hash.base64 + "\n") == nil)
    }
}
