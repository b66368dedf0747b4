import KaipanLog
import Testing

@Suite struct ProofTests {
    @Test(arguments: TestVectors.inclusion) func `inclusion proofs are those of the published vectors`(proof: InclusionProof) throws {
        #expect(try TestVectors.tree.inclusionProof(index: proof.index, size: proof.size) == proof)
        try proof.verify(leaf: MerkleTree.leafHash(TestVectors.leaves[proof.index]), root: TestVectors.roots[proof.size])
    }

    @Test(arguments: TestVectors.consistency) func `consistency proofs are those of the published vectors`(proof: ConsistencyProof) throws {
        #expect(try TestVectors.tree.consistencyProof(from: proof.oldSize, to: proof.newSize) == proof)
        try proof.verify(oldRoot: TestVectors.roots[proof.oldSize], newRoot: TestVectors.roots[proof.newSize])
    }

    /// The negative cases that the project with the vectors tries on each of its proofs.
    @Test(arguments: TestVectors.inclusion) func `a changed inclusion proof is refused`(proof: InclusionProof) {
        let leaf = MerkleTree.leafHash(TestVectors.leaves[proof.index]), root = TestVectors.roots[proof.size]
        let index = proof.index, size = proof.size, path = proof.path
        for other in [index - 1, index + 1, index ^ 2, -1, size, size + 1, Int.max] {
            Self.refused(InclusionProof(index: other, size: size, path: path), leaf, root)
        }
        for other in [size * 2, size / 2, 0, -1, Int.max] {
            Self.refused(InclusionProof(index: index, size: other, path: path), leaf, root)
        }
        Self.refused(proof, MerkleTree.leafHash(Array("WrongLeaf".utf8)), root)
        Self.refused(proof, leaf, MerkleTree.emptyRoot)
        Self.refused(proof, leaf, TestVectors.roots[7])
        for path in Self.changed(path, by: [leaf, root, MerkleTree.emptyRoot]) {
            Self.refused(InclusionProof(index: index, size: size, path: path), leaf, root)
        }
    }

    @Test(arguments: TestVectors.consistency.prefix(2)) func `a changed consistency proof is refused`(proof: ConsistencyProof) {
        let old = TestVectors.roots[proof.oldSize], new = TestVectors.roots[proof.newSize]
        for other in [proof.oldSize - 1, proof.oldSize + 1, proof.oldSize ^ 2, -1, 0, proof.newSize, proof.newSize + 1, Int.max] {
            Self.refused(ConsistencyProof(oldSize: other, newSize: proof.newSize, path: proof.path), old, new)
        }
        for other in [proof.newSize * 2, proof.newSize / 2, -1, 0, Int.max] {
            Self.refused(ConsistencyProof(oldSize: proof.oldSize, newSize: other, path: proof.path), old, new)
        }
        Self.refused(proof, MerkleTree.emptyRoot, new)
        Self.refused(proof, old, MerkleTree.emptyRoot)
        Self.refused(proof, new, old)
        for path in Self.changed(proof.path, by: [old, new, MerkleTree.emptyRoot]) {
            Self.refused(ConsistencyProof(oldSize: proof.oldSize, newSize: proof.newSize, path: path), old, new)
        }
    }

    @Test func `an error says what failed`() throws {
        let tree = TestVectors.tree, leaf = MerkleTree.leafHash(TestVectors.leaves[5]), root = tree.root
        let proof = TestVectors.inclusion[0]
        #expect(throws: ProofError.index(8, size: 8)) { try tree.inclusionProof(index: 8, size: 8) }
        #expect(throws: ProofError.index(0, size: 0)) { try tree.inclusionProof(index: 0, size: 0) }
        #expect(throws: ProofError.index(-1, size: 8)) { try tree.inclusionProof(index: -1, size: 8) }
        #expect(throws: ProofError.sizes(old: 3, new: 2)) { try tree.consistencyProof(from: 3, to: 2) }
        #expect(throws: ProofError.size(-1)) { try tree.root(atSize: -1) }
        #expect(throws: ProofError.nodeMissing(TreePosition(level: 4, index: 0))) { try tree.root(atSize: 16) }
        #expect(throws: ProofError.pathTooShort(2)) {
            try InclusionProof(index: 5, size: 8, path: Array(proof.path.dropLast())).verify(leaf: leaf, root: root)
        }
        #expect(throws: ProofError.pathTooLong(4)) {
            try InclusionProof(index: 5, size: 8, path: proof.path + [root]).verify(leaf: leaf, root: root)
        }
        let computed = try proof.root(leaf: root)
        #expect(throws: ProofError.root(size: 8, expected: root, computed: computed)) { try proof.verify(leaf: root, root: root) }
        #expect(throws: ProofError.pathTooLong(1)) {
            try ConsistencyProof(oldSize: 0, newSize: 8, path: [root]).verify(oldRoot: MerkleTree.emptyRoot, newRoot: root)
        }
        #expect(throws: ProofError.pathTooShort(0)) {
            try ConsistencyProof(oldSize: 4, newSize: 8, path: []).verify(oldRoot: TestVectors.roots[4], newRoot: root)
        }
        #expect(throws: ProofError.pathTooShort(0)) {
            try ConsistencyProof(oldSize: 3, newSize: 8, path: []).verify(oldRoot: TestVectors.roots[3], newRoot: root)
        }
        #expect(throws: ProofError.root(size: 8, expected: TestVectors.roots[7], computed: root)) {
            try ConsistencyProof(oldSize: 8, newSize: 8, path: []).verify(oldRoot: TestVectors.roots[7], newRoot: root)
        }
        #expect(throws: ProofError.self) {
            try ConsistencyProof(oldSize: 0, newSize: 8, path: []).verify(oldRoot: root, newRoot: root)
        }
        #expect(throws: ProofError.self) {
            try ConsistencyProof(oldSize: 0, newSize: 0, path: []).verify(oldRoot: MerkleTree.emptyRoot, newRoot: root)
        }
        try ConsistencyProof(oldSize: 0, newSize: 8, path: []).verify(oldRoot: MerkleTree.emptyRoot, newRoot: root)
        try ConsistencyProof(oldSize: 0, newSize: 0, path: []).verify(oldRoot: MerkleTree.emptyRoot, newRoot: MerkleTree.emptyRoot)
    }

    @Test func `every proof of a small tree verifies and none of another index or size does`() throws {
        let tree = MerkleTree(leaves: TreeTests.leaves(40))
        let roots = try (0...40).map { try tree.root(atSize: $0) }
        for size in 1...40 {
            for index in 0..<size {
                let proof = try tree.inclusionProof(index: index, size: size)
                let leaf = try tree.node(index)
                try proof.verify(leaf: leaf, root: roots[size])
                for other in 0..<size where other != index {
                    Self.refused(InclusionProof(index: other, size: size, path: proof.path), leaf, roots[size])
                }
            }
            for old in 0...size {
                let proof = try tree.consistencyProof(from: old, to: size)
                try proof.verify(oldRoot: roots[old], newRoot: roots[size])
                for other in 1..<size where other != old {
                    Self.refused(ConsistencyProof(oldSize: other, newSize: size, path: proof.path), roots[old], roots[size])
                }
            }
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>) func `proofs of random trees verify, and every change to them is refused`(seed: UInt64) throws
    {
        var generator = SeededGenerator(seed: seed)
        let count = Int.random(in: 2...2000, using: &generator)
        let leaves = TreeTests.leaves(count)
        let tree = MerkleTree(leaves: leaves)
        let reader = CountingReader(tree)
        for _ in 0..<5 {
            let size = Int.random(in: 2...count, using: &generator)
            let root = TreeTests.definedRoot(leaves[..<size])
            #expect(try tree.root(atSize: size) == root)

            let index = Int.random(in: 0..<size, using: &generator)
            reader.count = 0
            let inclusion = try reader.inclusionProof(index: index, size: size)
            #expect(reader.count <= 2 * (Int.bitWidth - size.leadingZeroBitCount))
            try inclusion.verify(leaf: leaves[index], root: root)
            for path in Self.changed(inclusion.path, by: [leaves[index], root]) {
                Self.refused(InclusionProof(index: index, size: size, path: path), leaves[index], root)
            }
            Self.refused(inclusion, Self.flipped(leaves[index], using: &generator), root)
            Self.refused(inclusion, leaves[index], Self.flipped(root, using: &generator))

            let old = Int.random(in: 1..<size, using: &generator)
            let oldRoot = TreeTests.definedRoot(leaves[..<old])
            reader.count = 0
            let consistency = try reader.consistencyProof(from: old, to: size)
            #expect(reader.count <= 2 * (Int.bitWidth - size.leadingZeroBitCount))
            try consistency.verify(oldRoot: oldRoot, newRoot: root)
            for path in Self.changed(consistency.path, by: [oldRoot, root]) {
                Self.refused(ConsistencyProof(oldSize: old, newSize: size, path: path), oldRoot, root)
            }
            Self.refused(consistency, Self.flipped(oldRoot, using: &generator), root)
            Self.refused(consistency, oldRoot, Self.flipped(root, using: &generator))
        }
    }

    @Test func `a reader that gives too few nodes is found out`() {
        struct Short: NodeReader {
            func nodes(at positions: [TreePosition]) -> [LogHash] { positions.dropLast().map { _ in MerkleTree.emptyRoot } }
        }
        #expect(throws: ProofError.nodes(expected: 3, found: 2)) { try Short().inclusionProof(index: 0, size: 8) }
    }

    @Test func `the plan of a proof holds for the largest trees`() throws {
        struct Endless: NodeReader {
            func nodes(at positions: [TreePosition]) -> [LogHash] {
                positions.map { MerkleTree.leafHash(Array($0.description.utf8)) }
            }
        }
        for size in [Int.max, Int.max - 1, 1 << 62, 1 << 62 + 1] {
            for index in [0, 1, size / 2, size - 2, size - 1] {
                let proof = try Endless().inclusionProof(index: index, size: size)
                #expect(proof.path.count <= 63)
                // The hashes are made up; only that the path has the right length can hold.
                _ = try proof.root(leaf: MerkleTree.emptyRoot)
            }
            let old = size - 2
            let consistency = try Endless().consistencyProof(from: old, to: size)
            #expect(throws: ProofError.root(size: old, expected: MerkleTree.emptyRoot, computed: try Endless().root(atSize: old))) {
                try consistency.verify(oldRoot: MerkleTree.emptyRoot, newRoot: MerkleTree.emptyRoot)
            }
        }
    }

    /// Reads from a tree and counts.
    final class CountingReader: NodeReader {
        let tree: MerkleTree
        var count = 0

        init(_ tree: MerkleTree) { self.tree = tree }

        func nodes(at positions: [TreePosition]) throws -> [LogHash] {
            count += positions.count
            return try tree.nodes(at: positions)
        }
    }

    static func refused(_ proof: InclusionProof, _ leaf: LogHash, _ root: LogHash, at location: SourceLocation = #_sourceLocation) {
        #expect(throws: ProofError.self, sourceLocation: location) { try proof.verify(leaf: leaf, root: root) }
    }

    static func refused(_ proof: ConsistencyProof, _ old: LogHash, _ new: LogHash, at location: SourceLocation = #_sourceLocation) {
        #expect(throws: ProofError.self, sourceLocation: location) { try proof.verify(oldRoot: old, newRoot: new) }
    }

    /// Paths with a hash too many, too few, changed, or two swapped.
    static func changed(_ path: [LogHash], by hashes: [LogHash]) -> [[LogHash]] {
        var changed: [[LogHash]] = []
        for hash in hashes {
            changed += [path + [hash], [hash] + path]
            for place in path.indices where path[place] != hash {
                var other = path
                other[place] = hash
                changed.append(other)
            }
        }
        for place in path.indices {
            var other = path
            other.remove(at: place)
            changed.append(other)
            if place > 0 {
                other = path
                other.swapAt(place - 1, place)
                changed.append(other)
            }
        }
        return changed
    }

    static func flipped(_ hash: LogHash, using generator: inout SeededGenerator) -> LogHash {
        var bytes = hash.bytes
        bytes[Int.random(in: 0..<32, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        return LogHash(bytes)!
    }
}

extension MerkleTree {
    /// The hash of a leaf.
    func node(_ index: Int) throws -> LogHash { try nodes(at: [TreePosition(level: 0, index: index)])[0] }
}
