// Clients on Go's crypto/tls, with the tasks and answers of TlsPeer.java.
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"time"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		task := map[string]string{}
		for _, word := range strings.Split(strings.TrimSpace(lines.Text()), " ") {
			name, value, _ := strings.Cut(word, "=")
			task[name] = value
		}
		answer, err := connect(task)
		if err != nil {
			answer = "error " + err.Error()
		}
		fmt.Println(task["id"], strings.ReplaceAll(answer, "\n", " "))
	}
}

func connect(task map[string]string) (string, error) {
	config := &tls.Config{RootCAs: x509.NewCertPool(), ServerName: task["name"]}
	for _, der := range strings.Split(task["trust"], ",") {
		certificate, err := x509.ParseCertificate(bytes(der))
		if err != nil {
			return "", err
		}
		config.RootCAs.AddCert(certificate)
	}
	if task["name"] == "" {
		config.ServerName = "localhost"
		config.InsecureSkipVerify = true
		// The chain is verified as by default, and the name is not.
		config.VerifyPeerCertificate = func(raw [][]byte, _ [][]*x509.Certificate) error {
			leaf, err := x509.ParseCertificate(raw[0])
			if err != nil {
				return err
			}
			options := x509.VerifyOptions{Roots: config.RootCAs, Intermediates: x509.NewCertPool()}
			for _, der := range raw[1:] {
				certificate, err := x509.ParseCertificate(der)
				if err != nil {
					return err
				}
				options.Intermediates.AddCert(certificate)
			}
			_, err = leaf.Verify(options)
			return err
		}
	}
	if task["chain"] != "" {
		key, err := x509.ParsePKCS8PrivateKey(bytes(task["key"]))
		if err != nil {
			return "", err
		}
		own := tls.Certificate{PrivateKey: key}
		for _, der := range strings.Split(task["chain"], ",") {
			own.Certificate = append(own.Certificate, bytes(der))
		}
		config.Certificates = []tls.Certificate{own}
	}
	if task["protocols"] != "" {
		numbers := map[string]uint16{"TLSv1.2": tls.VersionTLS12, "TLSv1.3": tls.VersionTLS13}
		var versions []uint16
		for _, name := range strings.Split(task["protocols"], ",") {
			versions = append(versions, numbers[name])
		}
		config.MinVersion, config.MaxVersion = slices.Min(versions), slices.Max(versions)
	}
	plain, err := net.DialTimeout("tcp", "127.0.0.1:"+task["port"], 5*time.Second)
	if err != nil {
		return "", err
	}
	defer plain.Close()
	if err := plain.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return "", err
	}
	connection := tls.Client(plain, config)
	greeting := make([]byte, 1)
	if _, err := connection.Read(greeting); err != nil {
		return "", err
	}
	if greeting[0] != 'k' {
		return "", errors.New("the server sent something else")
	}
	state := connection.ConnectionState()
	return fmt.Sprintf("ok %s %s", strings.Replace(tls.VersionName(state.Version), "TLS ", "TLSv", 1), tls.CipherSuiteName(state.CipherSuite)), nil
}

func bytes(text string) []byte {
	decoded, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil
	}
	return decoded
}
