// A fleet of TLS servers in one process, for measuring scanners: every loopback address answers at one port, each connection is taken through a handshake and then left to the client.
// It makes its own CA and ECDSA P-256 certificates. The port comes on standard output; a line on standard input is answered with what was counted since the last one; it ends with standard input.
package main

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"log"
	"math/big"
	"net"
	"os"
	"sync/atomic"
	"syscall"
	"time"
)

var connections, bytesIn, bytesOut atomic.Int64

// Counts what passes, handshakes included.
type counted struct{ net.Conn }

func (c counted) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	bytesIn.Add(int64(n))
	return n, err
}

func (c counted) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	bytesOut.Add(int64(n))
	return n, err
}

func main() {
	version := flag.String("version", "1.3", "the newest TLS version: 1.2 or 1.3; 1.2 is spoken in any case")
	clientAuth := flag.String("client-auth", "none", "none, optional or required")
	count := flag.Int("certificates", 1, "leaf certificates, spread over the addresses")
	flag.Parse()

	pool, leaves := makeCertificates(*count)
	versions := map[string]uint16{"1.2": tls.VersionTLS12, "1.3": tls.VersionTLS13}
	auths := map[string]tls.ClientAuthType{"none": tls.NoClientCert, "optional": tls.VerifyClientCertIfGiven, "required": tls.RequireAndVerifyClientCert}
	auth, known := auths[*clientAuth]
	if versions[*version] == 0 || !known {
		flag.Usage()
		os.Exit(2)
	}
	config := &tls.Config{
		MinVersion: tls.VersionTLS12,
		MaxVersion: versions[*version],
		ClientAuth: auth,
		ClientCAs:  pool,
		GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
			hash := fnv.New32a()
			hash.Write(hello.Conn.LocalAddr().(*net.TCPAddr).IP.To4())
			return &leaves[int(hash.Sum32())%len(leaves)], nil
		},
	}
	// One listener for all of 127.0.0.0/8; whoever comes from elsewhere is turned away.
	listener, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		log.Fatal(err)
	}
	go serve(listener, config)
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)

	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		json.NewEncoder(os.Stdout).Encode(map[string]int64{
			"connections": connections.Swap(0), "bytesIn": bytesIn.Swap(0), "bytesOut": bytesOut.Swap(0), "cpuMs": cpuMs(),
		})
	}
}

func serve(listener net.Listener, config *tls.Config) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		if !connection.RemoteAddr().(*net.TCPAddr).IP.IsLoopback() {
			connection.Close()
			continue
		}
		connections.Add(1)
		go func() {
			secure := tls.Server(counted{connection}, config)
			defer secure.Close()
			secure.SetDeadline(time.Now().Add(10 * time.Second))
			if secure.Handshake() == nil {
				io.Copy(io.Discard, secure)
			}
		}()
	}
}

func makeCertificates(count int) (*x509.CertPool, []tls.Certificate) {
	caKey := newKey()
	ca := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "fleet CA"},
		NotBefore:             time.Now().Add(-24 * time.Hour),
		NotAfter:              time.Now().Add(2 * 365 * 24 * time.Hour),
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	caDer := sign(ca, ca, caKey, caKey)
	parsed, err := x509.ParseCertificate(caDer)
	if err != nil {
		log.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	leaves := make([]tls.Certificate, count)
	for i := range leaves {
		key := newKey()
		leaf := &x509.Certificate{
			SerialNumber: big.NewInt(int64(i) + 2),
			Subject:      pkix.Name{CommonName: fmt.Sprintf("node-%d", i)},
			DNSNames:     []string{fmt.Sprintf("node-%d.fleet.test", i), "localhost"},
			IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1)},
			NotBefore:    time.Now().Add(-24 * time.Hour),
			NotAfter:     time.Now().Add(365 * 24 * time.Hour),
			KeyUsage:     x509.KeyUsageDigitalSignature,
			ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
		}
		leaves[i] = tls.Certificate{Certificate: [][]byte{sign(leaf, parsed, key, caKey)}, PrivateKey: key}
	}
	return pool, leaves
}

func newKey() *ecdsa.PrivateKey {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		log.Fatal(err)
	}
	return key
}

func sign(certificate, issuer *x509.Certificate, key, issuerKey *ecdsa.PrivateKey) []byte {
	der, err := x509.CreateCertificate(rand.Reader, certificate, issuer, &key.PublicKey, issuerKey)
	if err != nil {
		log.Fatal(err)
	}
	return der
}

func cpuMs() int64 {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return (usage.Utime.Nano() + usage.Stime.Nano()) / 1e6
}
