// Verifies the log in an evidence package with the code of Go's checksum database: the checkpoints, each entry by its proof and once
// more by the tiles, and that each checkpoint is the beginning of the next.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run main.go FOLDER
//
// Needs golang.org/x/mod/sumdb (Debian: golang-golang-x-mod-dev).
package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type tiles struct{ folder string }

func (t tiles) Height() int { return 8 }

func (t tiles) ReadTiles(wanted []tlog.Tile) (data [][]byte, err error) {
	for _, tile := range wanted {
		bytes, err := os.ReadFile(filepath.Join(t.folder, strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// open checks the log's signature; those of witnesses are left to others.
func open(text []byte, log note.Verifiers) (tree tlog.Tree, err error) {
	opened, err := note.Open(text, log)
	if err != nil {
		return tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != opened.Sigs[0].Name {
		return tree, fmt.Errorf("checkpoint %q", opened.Text)
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

func verify(folder string) error {
	data := filepath.Join(folder, "data")
	var keys []note.Verifier
	vkeys, _ := filepath.Glob(filepath.Join(data, "keys", "log-*.vkey"))
	for _, file := range vkeys {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		key, err := note.NewVerifier(strings.TrimSpace(string(text)))
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		keys = append(keys, key)
	}
	log := note.VerifierList(keys...)
	text, err := os.ReadFile(filepath.Join(data, "log", "checkpoint"))
	if err != nil {
		return err
	}
	head, err := open(text, log)
	if err != nil {
		return fmt.Errorf("log/checkpoint: %w", err)
	}
	hashes := tlog.TileHashReader(head, tiles{filepath.Join(data, "log", "tiles")})

	files, _ := filepath.Glob(filepath.Join(data, "log", "checkpoints", "*"))
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		tree, err := open(text, log)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		proof, err := tlog.ProveTree(head.N, tree.N, hashes)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if err := tlog.CheckTree(proof, head.N, head.Hash, tree.N, tree.Hash); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}

	records, _ := filepath.Glob(filepath.Join(data, "records", "*.json"))
	sort.Strings(records)
	if len(records) == 0 {
		return errors.New("no records")
	}
	for _, file := range records {
		entry, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		leaf := tlog.RecordHash(entry)
		stem := strings.TrimSuffix(filepath.Base(file), ".json")
		position, err := strconv.ParseInt(strings.Split(stem, "-")[0], 10, 64)
		if err != nil {
			return err
		}
		found, err := tlog.ProveRecord(head.N, position, hashes)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if err := tlog.CheckRecord(found, head.N, head.Hash, position, leaf); err != nil {
			return fmt.Errorf("%s by the tiles: %w", file, err)
		}
		text, err := os.ReadFile(filepath.Join(data, "proofs", stem+".tlog-proof"))
		if err != nil {
			return err
		}
		parts := strings.SplitN(string(text), "\n\n", 2)
		lines := strings.Split(parts[0], "\n")
		if len(parts) != 2 || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || lines[1] != fmt.Sprintf("index %d", position) {
			return fmt.Errorf("%s: no tlog-proof", stem)
		}
		tree, err := open([]byte(parts[1]), log)
		if err != nil {
			return fmt.Errorf("%s: %w", stem, err)
		}
		var path tlog.RecordProof
		for _, line := range lines[2:] {
			bytes, err := base64.StdEncoding.DecodeString(line)
			if err != nil || len(bytes) != tlog.HashSize {
				return fmt.Errorf("%s: hash %q", stem, line)
			}
			path = append(path, tlog.Hash(*(*[tlog.HashSize]byte)(bytes)))
		}
		if err := tlog.CheckRecord(path, tree.N, tree.Hash, position, leaf); err != nil {
			return fmt.Errorf("%s: %w", stem, err)
		}
	}
	fmt.Printf("verified %d entries and %d checkpoints under %d entries\n", len(records), len(files), head.N)
	return nil
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: FOLDER")
		os.Exit(2)
	}
	if err := verify(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
