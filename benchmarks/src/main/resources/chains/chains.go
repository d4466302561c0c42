// Parses and verifies the chains of chains.txt (PEM, separated by lines of "=") below root.pem with
// Go's crypto/x509, one after another, and prints how many it does in a second.
//
// Usage: chains TIME SECONDS, with the instant of the verdicts in RFC 3339.
package main

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"
	"time"
)

func main() {
	at, err := time.Parse(time.RFC3339, os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	seconds, err := strconv.Atoi(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	root, err := os.ReadFile("root.pem")
	if err != nil {
		log.Fatal(err)
	}
	text, err := os.ReadFile("chains.txt")
	if err != nil {
		log.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(root)
	var chains [][]byte
	for _, chain := range strings.Split(string(text), "=\n-----BEGIN") {
		if !strings.HasPrefix(chain, "-----BEGIN") {
			chain = "-----BEGIN" + chain
		}
		chains = append(chains, []byte(chain))
	}
	run(chains, roots, at, time.Duration(seconds)*time.Second)
	fmt.Println(run(chains, roots, at, time.Duration(seconds)*time.Second))
}

// run says how many chains a second are verified, over about the given time.
func run(chains [][]byte, roots *x509.CertPool, at time.Time, length time.Duration) float64 {
	begin := time.Now()
	count := 0
	for time.Since(begin) < length {
		for n := 0; n < 100; n++ {
			verify(chains[count%len(chains)], roots, at)
			count++
		}
	}
	return float64(count) / time.Since(begin).Seconds()
}

func verify(chain []byte, roots *x509.CertPool, at time.Time) {
	intermediates := x509.NewCertPool()
	var leaf *x509.Certificate
	for block, rest := pem.Decode(chain); block != nil; block, rest = pem.Decode(rest) {
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			log.Fatal(err)
		}
		if leaf == nil {
			leaf = certificate
		} else {
			intermediates.AddCert(certificate)
		}
	}
	_, err := leaf.Verify(x509.VerifyOptions{
		Roots:         roots,
		Intermediates: intermediates,
		CurrentTime:   at,
		KeyUsages:     []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	})
	if err != nil {
		log.Fatal(err)
	}
}
