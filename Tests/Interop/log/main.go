// Verifies a folder that KaipanLog wrote with the code of Go's checksum database, and writes one for KaipanLog to verify.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run main.go verify FOLDER
//	GO111MODULE=off GOPATH=/usr/share/gocode go run main.go write FOLDER SIZE
//
// Needs golang.org/x/mod/sumdb (Debian: golang-golang-x-mod-dev).
package main

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// proof is a line of proofs.jsonl; hashes are in hexadecimal.
type proof struct {
	Kind    string   `json:"kind"`
	Index   int64    `json:"index"`
	Old     int64    `json:"old"`
	Size    int64    `json:"size"`
	Path    []string `json:"path"`
	Leaf    string   `json:"leaf,omitempty"`
	OldRoot string   `json:"old_root,omitempty"`
	Root    string   `json:"root"`
}

func main() {
	var err error
	switch {
	case len(os.Args) == 3 && os.Args[1] == "verify":
		err = verify(os.Args[2])
	case len(os.Args) == 4 && os.Args[1] == "write":
		err = write(os.Args[2], os.Args[3])
	default:
		err = errors.New("usage: verify FOLDER | write FOLDER SIZE")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// tiles reads the hash tiles of a folder; the path has no height in it, as it is always 8.
type tiles struct{ folder string }

func tilePath(tile tlog.Tile) string { return strings.Replace(tile.Path(), "tile/8/", "tile/", 1) }

// widest are the tiles of a tree; older versions of the library also name the narrower ones that came before.
func widest(size int64) (list []tlog.Tile) {
	for _, tile := range tlog.NewTiles(height, 0, size) {
		if last := len(list) - 1; last >= 0 && list[last].L == tile.L && list[last].N == tile.N {
			list[last] = tile
		} else {
			list = append(list, tile)
		}
	}
	return list
}

func (t tiles) Height() int { return height }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range wanted {
		bytes, err := os.ReadFile(filepath.Join(t.folder, tilePath(tile)))
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// witness verifies cosignatures, which Go's library does not know.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newWitness(vkey string) (*witness, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("vkey %q", vkey)
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 4 {
		return nil, fmt.Errorf("vkey %q", vkey)
	}
	digest := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	if hex.EncodeToString(digest[:4]) != parts[1] {
		return nil, fmt.Errorf("identifier of %q", vkey)
	}
	return &witness{parts[0], binary.BigEndian.Uint32(digest[:4]), key[1:]}, nil
}

func (w *witness) Name() string    { return w.name }
func (w *witness) KeyHash() uint32 { return w.hash }
func (w *witness) Verify(text, signature []byte) bool {
	if len(signature) != 72 {
		return false
	}
	head := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(signature))
	return ed25519.Verify(w.key, append([]byte(head), text...), signature[8:])
}

// keys are those of the folder: the log's and its witnesses'.
func keys(folder string) (log note.Verifier, all []note.Verifier, err error) {
	vkey, err := os.ReadFile(filepath.Join(folder, "vkey"))
	if err != nil {
		return nil, nil, err
	}
	log, err = note.NewVerifier(strings.TrimSpace(string(vkey)))
	if err != nil {
		return nil, nil, err
	}
	all = append(all, log)
	policy, err := os.ReadFile(filepath.Join(folder, "policy"))
	if err != nil {
		return nil, nil, err
	}
	for _, line := range strings.Split(string(policy), "\n") {
		if words := strings.Fields(line); len(words) > 2 && words[0] == "witness" {
			witness, err := newWitness(words[2])
			if err != nil {
				return nil, nil, err
			}
			all = append(all, witness)
		}
	}
	return log, all, nil
}

// open checks that all keys signed a checkpoint.
func open(bytes []byte, log note.Verifier, all []note.Verifier) (tree tlog.Tree, err error) {
	opened, err := note.Open(bytes, note.VerifierList(all...))
	if err != nil {
		return tree, err
	}
	if len(opened.Sigs) != len(all) || len(opened.UnverifiedSigs) != 0 {
		return tree, fmt.Errorf("%d signatures of %d keys", len(opened.Sigs), len(all))
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != log.Name() {
		return tree, fmt.Errorf("checkpoint %q", opened.Text)
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

func entries(folder string, size int64) ([][]byte, error) {
	var all [][]byte
	for index := int64(0); index*256 < size; index++ {
		width := size - index*256
		if width > 256 {
			width = 256
		}
		path := tilePath(tlog.Tile{H: height, L: 0, N: index, W: int(width)})
		data, err := os.ReadFile(filepath.Join(folder, strings.Replace(path, "tile/0/", "tile/entries/", 1)))
		if err != nil {
			return nil, err
		}
		for ; width > 0; width-- {
			if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
				return nil, fmt.Errorf("bundle %d ends early", index)
			}
			length := 2 + int(binary.BigEndian.Uint16(data))
			all = append(all, data[2:length])
			data = data[length:]
		}
		if len(data) != 0 {
			return nil, fmt.Errorf("bundle %d has more than its entries", index)
		}
	}
	return all, nil
}

func parseHash(text string) (hash tlog.Hash, err error) {
	bytes, err := hex.DecodeString(text)
	if err != nil || len(bytes) != len(hash) {
		return hash, fmt.Errorf("hash %q", text)
	}
	copy(hash[:], bytes)
	return hash, nil
}

func parseHashes(texts []string) (hashes []tlog.Hash, err error) {
	for _, text := range texts {
		hash, err := parseHash(text)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

func hexadecimal(hash tlog.Hash) string { return hex.EncodeToString(hash[:]) }

func spelled(hashes []tlog.Hash) []string {
	texts := []string{}
	for _, hash := range hashes {
		texts = append(texts, hexadecimal(hash))
	}
	return texts
}

func same(a, b []tlog.Hash) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func verify(folder string) error {
	log, all, err := keys(folder)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return err
	}
	tree, err := open(text, log, all)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	// This reader authenticates each tile against the root.
	reader := tlog.TileHashReader(tree, tiles{folder})
	records, err := entries(folder, tree.N)
	if err != nil {
		return err
	}
	var indexes []int64
	for index := range records {
		indexes = append(indexes, tlog.StoredHashIndex(0, int64(index)))
	}
	leaves, err := reader.ReadHashes(indexes)
	if err != nil {
		return fmt.Errorf("tiles: %w", err)
	}
	for index, record := range records {
		if tlog.RecordHash(record) != leaves[index] {
			return fmt.Errorf("entry %d is not the one of the tree", index)
		}
	}
	for _, tile := range widest(tree.N) {
		want, err := tlog.ReadTileData(tile, reader)
		if err != nil {
			return fmt.Errorf("%s: %w", tilePath(tile), err)
		}
		found, err := os.ReadFile(filepath.Join(folder, tilePath(tile)))
		if err != nil {
			return err
		}
		if !bytes.Equal(want, found) {
			return fmt.Errorf("%s has other bytes", tilePath(tile))
		}
	}
	count, err := verifyProofs(folder, reader, leaves)
	if err != nil {
		return err
	}
	portable, err := verifyPortable(folder, log, all, leaves)
	if err != nil {
		return err
	}
	fmt.Printf("verified %d entries, %d proofs, %d portable proofs with golang.org/x/mod/sumdb\n", tree.N, count, portable)
	return nil
}

func verifyProofs(folder string, reader tlog.HashReader, leaves []tlog.Hash) (count int, err error) {
	file, err := os.Open(filepath.Join(folder, "proofs.jsonl"))
	if err != nil {
		return 0, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		count++
		var p proof
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			return count, err
		}
		path, err := parseHashes(p.Path)
		if err != nil {
			return count, err
		}
		root, err := parseHash(p.Root)
		if err != nil {
			return count, err
		}
		if known, err := tlog.TreeHash(p.Size, reader); err != nil || known != root {
			return count, fmt.Errorf("proof %d: root (%v)", count, err)
		}
		if p.Kind == "inclusion" {
			leaf, err := parseHash(p.Leaf)
			if err != nil || leaf != leaves[p.Index] {
				return count, fmt.Errorf("proof %d: leaf (%v)", count, err)
			}
			if err := tlog.CheckRecord(path, p.Size, root, p.Index, leaf); err != nil {
				return count, fmt.Errorf("proof %d: %w", count, err)
			}
			if theirs, err := tlog.ProveRecord(p.Size, p.Index, reader); err != nil || !same(theirs, path) {
				return count, fmt.Errorf("proof %d: another path (%v)", count, err)
			}
			continue
		}
		oldRoot, err := parseHash(p.OldRoot)
		if err != nil {
			return count, err
		}
		if err := tlog.CheckTree(path, p.Size, root, p.Old, oldRoot); err != nil {
			return count, fmt.Errorf("proof %d: %w", count, err)
		}
		if theirs, err := tlog.ProveTree(p.Size, p.Old, reader); err != nil || !same(theirs, path) {
			return count, fmt.Errorf("proof %d: another path (%v)", count, err)
		}
	}
	if count == 0 {
		return 0, errors.New("no proofs")
	}
	return count, lines.Err()
}

func verifyPortable(folder string, log note.Verifier, all []note.Verifier, leaves []tlog.Hash) (int, error) {
	files, err := filepath.Glob(filepath.Join(folder, "proofs", "*.tlog-proof"))
	if err != nil || len(files) == 0 {
		return 0, fmt.Errorf("no portable proofs (%v)", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return 0, err
		}
		parts := strings.SplitN(string(text), "\n\n", 2)
		lines := strings.Split(parts[0], "\n")
		if len(parts) != 2 || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
			return 0, fmt.Errorf("%s: first lines", file)
		}
		index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
		if err != nil || fmt.Sprintf("%d.tlog-proof", index) != filepath.Base(file) {
			return 0, fmt.Errorf("%s: index", file)
		}
		var path []tlog.Hash
		for _, line := range lines[2:] {
			hash, err := tlog.ParseHash(line)
			if err != nil {
				return 0, fmt.Errorf("%s: %w", file, err)
			}
			path = append(path, hash)
		}
		tree, err := open([]byte(parts[1]), log, all)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", file, err)
		}
		if err := tlog.CheckRecord(path, tree.N, tree.Hash, index, leaves[index]); err != nil {
			return 0, fmt.Errorf("%s: %w", file, err)
		}
	}
	return len(files), nil
}

// write makes a log with Go's code: vkey, checkpoint, tiles, bundles and proofs.jsonl.
func write(folder, count string) error {
	size, err := strconv.ParseInt(count, 10, 64)
	if err != nil || size < 2 {
		return fmt.Errorf("size %q", count)
	}
	skey, vkey, err := note.GenerateKey(rand.Reader, "go.example/log")
	if err != nil {
		return err
	}
	signer, err := note.NewSigner(skey)
	if err != nil {
		return err
	}
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) (hashes []tlog.Hash, err error) {
		for _, index := range indexes {
			hashes = append(hashes, stored[index])
		}
		return hashes, nil
	})
	var bundle []byte
	for index := int64(0); index < size; index++ {
		record := []byte(fmt.Sprintf("record %d", index))
		hashes, err := tlog.StoredHashes(index, record, reader)
		if err != nil {
			return err
		}
		stored = append(stored, hashes...)
		bundle = append(bundle, byte(len(record)>>8), byte(len(record)))
		bundle = append(bundle, record...)
		if index%256 == 255 || index == size-1 {
			path := tilePath(tlog.Tile{H: height, L: 0, N: index / 256, W: int(index%256) + 1})
			if err := put(folder, strings.Replace(path, "tile/0/", "tile/entries/", 1), bundle); err != nil {
				return err
			}
			bundle = nil
		}
	}
	for _, tile := range widest(size) {
		data, err := tlog.ReadTileData(tile, reader)
		if err != nil {
			return err
		}
		if err := put(folder, tilePath(tile), data); err != nil {
			return err
		}
	}
	root, err := tlog.TreeHash(size, reader)
	if err != nil {
		return err
	}
	checkpoint, err := note.Sign(&note.Note{Text: fmt.Sprintf("go.example/log\n%d\n%s\n", size, root)}, signer)
	if err != nil {
		return err
	}
	var lines []byte
	for old := int64(1); old < size; old += 1 + old/7 {
		oldRoot, err := tlog.TreeHash(old, reader)
		if err != nil {
			return err
		}
		path, err := tlog.ProveTree(size, old, reader)
		if err != nil {
			return err
		}
		record, err := tlog.ProveRecord(size, old, reader)
		if err != nil {
			return err
		}
		leaf := stored[tlog.StoredHashIndex(0, old)]
		for _, p := range []proof{
			{Kind: "consistency", Old: old, Size: size, Path: spelled(path), OldRoot: hexadecimal(oldRoot), Root: hexadecimal(root)},
			{Kind: "inclusion", Index: old, Size: size, Path: spelled(record), Leaf: hexadecimal(leaf), Root: hexadecimal(root)},
		} {
			line, err := json.Marshal(p)
			if err != nil {
				return err
			}
			lines = append(append(lines, line...), '\n')
		}
	}
	for name, data := range map[string][]byte{"vkey": []byte(vkey + "\n"), "checkpoint": checkpoint, "proofs.jsonl": lines} {
		if err := put(folder, name, data); err != nil {
			return err
		}
	}
	return nil
}

func put(folder, name string, data []byte) error {
	path := filepath.Join(folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}
